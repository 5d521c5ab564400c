package dev.capstan.kustomize.file;

/**
 * One entry of {@code replicas}.
 *
 * @param name name of the object
 * @param count number of replicas
 * @param place where it is
 */
public record ReplicaEntry(String name, long count, Place place) {}
