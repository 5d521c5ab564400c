package dev.capstan.images.setter;

/**
 * A value that is another one now.
 *
 * @param setter the text of its marker, such as {@code flux-system:podinfo:tag}
 */
public record Change(String oldValue, String newValue, String setter) {}
