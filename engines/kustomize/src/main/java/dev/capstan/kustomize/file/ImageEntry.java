package dev.capstan.kustomize.file;

/**
 * One entry of {@code images}; an empty part changes nothing.
 *
 * @param name the image it applies to, a regular expression
 * @param newName another name
 * @param newTag another tag
 * @param tagSuffix appended to the tag
 * @param digest another digest
 * @param place where it is
 */
public record ImageEntry(String name, String newName, String newTag, String tagSuffix, String digest, Place place) {}
