package dev.capstan.kustomize.select;

import dev.capstan.kustomize.resource.Gvk;

/**
 * What a target says in a kustomization; an empty part means "any".
 *
 * @param gvk patterns of group, version and kind
 * @param name pattern of the name
 * @param namespace pattern of the namespace
 * @param labelSelector a Kubernetes label selector
 * @param annotationSelector the same over annotations
 */
public record ObjectSelector(Gvk gvk, String name, String namespace, String labelSelector, String annotationSelector) {

    /** Whether group, version, kind, name and namespace are all empty. */
    public boolean namesNothing() {
        return gvk.equals(Gvk.ANY) && name.isEmpty() && namespace.isEmpty();
    }

    /** As a person would write it. */
    public String words() {
        StringBuilder words = new StringBuilder();
        add(words, "group", gvk.group());
        add(words, "version", gvk.version());
        add(words, "kind", gvk.kind());
        add(words, "name", name);
        add(words, "namespace", namespace);
        add(words, "labelSelector", labelSelector);
        add(words, "annotationSelector", annotationSelector);
        return words.isEmpty() ? "(any object)" : words.toString();
    }

    private static void add(StringBuilder words, String field, String value) {
        if (!value.isEmpty()) {
            words.append(words.isEmpty() ? "" : " ").append(field).append('=').append(value);
        }
    }
}
