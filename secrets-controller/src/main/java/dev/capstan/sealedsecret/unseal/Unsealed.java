package dev.capstan.sealedsecret.unseal;

import dev.capstan.sealedsecret.secret.WantedSecret;

/** What came of unsealing. */
public sealed interface Unsealed {
    /** Everything opened. */
    record Opened(WantedSecret secret) implements Unsealed {}

    /**
     * Something did not, and nothing is done.
     *
     * @param message what is wrong, for people; holds no value
     */
    record Refused(String message) implements Unsealed {}
}
