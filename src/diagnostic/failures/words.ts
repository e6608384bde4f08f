// Words that several failures' signs share.

export const ANY_REGISTRY = String.raw`https?:\/\/[\w.:-]+\/(?:v2|token|registry-v2)[^\s"']{0,400}["']?`

export const OTHER_REGISTRIES =
  /\b(?:ghcr\.io|quay\.io|gcr\.io|pkg\.dev|registry\.k8s\.io|mcr\.microsoft\.com|azurecr\.io|aka\.ms\/acr|public\.ecr\.aws|amazonaws\.com|registry\.(?:gitlab|redhat)\.(?:com|io)|nvcr\.io|lscr\.io|docker\.elastic\.co)\b/

export const A_REGISTRY = RegExp(`docker\\.(?:io|com)|${OTHER_REGISTRIES.source}`, 'i')

/** What is said of a registry, or by what speaks to one. */
export const TO_A_REGISTRY = RegExp(
  `${A_REGISTRY.source}|\\/v2\\/|manifests?\\b|\\bblobs?\\b|registry|\\bpull|proxyconnect`,
  'i',
)
