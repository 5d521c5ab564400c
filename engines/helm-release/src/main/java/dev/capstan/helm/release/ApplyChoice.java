package dev.capstan.helm.release;

import dev.capstan.helm.release.record.ApplyMethod;

/** How objects shall be written. */
public enum ApplyChoice {
    SERVER_SIDE,
    CLIENT_SIDE,
    /** As those of the revision before. */
    AUTO;

    /**
     * The method that this comes to.
     *
     * @param before that of the revision before
     */
    public ApplyMethod after(ApplyMethod before) {
        return switch (this) {
            case SERVER_SIDE -> ApplyMethod.SERVER_SIDE;
            case CLIENT_SIDE -> ApplyMethod.CLIENT_SIDE;
            case AUTO -> before;
        };
    }
}
