package dev.capstan.kustomize.file;

import dev.capstan.kustomize.resource.Gvk;

/**
 * One variable.
 *
 * @param name written as {@code $(NAME)} where it is used
 * @param gvk type of the object it takes its value from
 * @param objectName name of that object
 * @param namespace namespace of that object, may be empty
 * @param fieldPath field that holds the value
 * @param place where it is
 */
public record VarEntry(String name, Gvk gvk, String objectName, String namespace, String fieldPath, Place place) {}
