package dev.capstan.helm.release;

/** By which rules objects count as ready, and hooks as done. */
public enum ReadinessRules {
    /** Those of kstatus, as Helm 4 and Flux use them: every object is asked, custom resources by their conditions. */
    KSTATUS,
    /**
     * Those of Helm 3: only workloads, Pods, claims, Services and definitions are waited for, a Deployment until enough of
     * its new Pods are ready; a hook that somebody deletes is done.
     */
    HELM_3
}
