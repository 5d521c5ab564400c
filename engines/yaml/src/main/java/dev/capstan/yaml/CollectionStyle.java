package dev.capstan.yaml;

/** How a map or list was, or should be, written. */
public enum CollectionStyle {
    BLOCK,
    FLOW
}
