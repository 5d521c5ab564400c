package dev.capstan.api.kind;

import dev.capstan.api.argo.Application;

/** Whose conventions the objects of a kind follow: for conditions, requests, suspension and finalizers. */
public enum ApiFamily {
    /** Flux's, which are those of the toolkit. */
    FLUX,

    /** Argo CD's: no condition Ready, requests by annotations that are taken off, a status that may be a plain field. */
    ARGO,

    /** The toolkit's, by kinds that Flux does not have. */
    OWN;

    /** The family of an API group. */
    public static ApiFamily of(String group) {
        if (group.equals(Application.GROUP)) {
            return ARGO;
        }
        return group.equals("fluxcd.io") || group.endsWith(".fluxcd.io") ? FLUX : OWN;
    }
}
