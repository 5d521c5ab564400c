package dev.capstan.apply;

/**
 * On whose behalf objects are applied. Every applied object carries both labels; pruning touches nothing that does not.
 *
 * @param labelPrefix prefix of the two ownership labels, for a Kustomization {@code kustomize.toolkit.fluxcd.io}
 * @param namespace namespace of the owning object
 * @param name name of the owning object
 */
public record Owner(String labelPrefix, String namespace, String name) {

    /** Label prefix of Kustomizations. */
    public static final String KUSTOMIZE = "kustomize.toolkit.fluxcd.io";

    public Owner {
        if (labelPrefix.isEmpty() || namespace.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("An owner needs a label prefix, a namespace and a name");
        }
    }

    public static Owner kustomization(String namespace, String name) {
        return new Owner(KUSTOMIZE, namespace, name);
    }

    /** Key of the label that holds {@link #name()}. */
    public String nameLabel() {
        return labelPrefix + "/name";
    }

    /** Key of the label that holds {@link #namespace()}. */
    public String namespaceLabel() {
        return labelPrefix + "/namespace";
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
