package dev.capstan.image.automation.change;

import java.util.Comparator;

/**
 * The object of a file that a value is in; a part that the file does not say is empty.
 *
 * @param apiVersion group and version
 * @param kind the kind
 * @param name the name; empty in files such as {@code kustomization.yaml}
 * @param namespace the namespace that the file says
 */
public record ChangedObject(String apiVersion, String kind, String name, String namespace)
        implements Comparable<ChangedObject> {
    private static final Comparator<ChangedObject> ORDER = Comparator.comparing(ChangedObject::apiVersion)
            .thenComparing(ChangedObject::kind)
            .thenComparing(ChangedObject::name)
            .thenComparing(ChangedObject::namespace);

    @Override
    public int compareTo(ChangedObject other) {
        return ORDER.compare(this, other);
    }
}
