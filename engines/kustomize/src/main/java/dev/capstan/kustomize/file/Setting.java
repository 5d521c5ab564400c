package dev.capstan.kustomize.file;

/**
 * A text with the place where it stands.
 *
 * @param value the text
 * @param place where
 */
public record Setting(String value, Place place) {}
