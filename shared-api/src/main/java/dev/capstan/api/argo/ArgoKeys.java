package dev.capstan.api.argo;

/** Annotations by which people and tools speak with a controller of Argo CD's kinds. */
public final class ArgoKeys {
    /** On an Application: asks to look at its sources and its objects now; taken off when that is done. */
    public static final String REFRESH = "argocd.argoproj.io/refresh";

    /** Value of {@link #REFRESH}: what is remembered may be used. */
    public static final String NORMAL = "normal";

    /** Value of {@link #REFRESH}: manifests are made anew. */
    public static final String HARD = "hard";

    /** On an ApplicationSet: {@code "true"} asks its generators now; taken off when that is done. */
    public static final String SET_REFRESH = "argocd.argoproj.io/application-set-refresh";

    /** On an Application or a set: {@code "true"} lets it be, until the annotation is taken off. */
    public static final String SKIP_RECONCILE = "argocd.argoproj.io/skip-reconcile";

    /** On the objects of an Application: whose they are. */
    public static final String TRACKING_ID = "argocd.argoproj.io/tracking-id";

    private ArgoKeys() {}
}
