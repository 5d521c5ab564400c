package dev.capstan.application.plane;

/** What of a control plane has changed. */
public sealed interface PlaneChange {
    /** A project was made, changed or deleted: its Applications are concerned. */
    record OfProject(String name) implements PlaneChange {}

    /** Secrets of repositories, known hosts, certificates or keys of signers: what failed for want of them may go on. */
    record OfRepositories() implements PlaneChange {}

    /** Secrets of clusters: Applications whose destination could not be reached may go on. */
    record OfClusters() implements PlaneChange {}

    /** {@code argocd-cm}: everything is compared in another way. */
    record OfSettings() implements PlaneChange {}
}
