package dev.capstan.yaml;

/** In which way a value of a kind of the caller's own is about to be written. */
public enum Encoding {
    /** By Go's encoding/json; sigs.k8s.io/yaml goes through it, too. */
    JSON,
    /** By go-yaml itself. */
    YAML
}
