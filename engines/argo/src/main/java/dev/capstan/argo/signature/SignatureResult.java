package dev.capstan.argo.signature;

/** What a look at the signature of a commit or tag gave, in Argo CD's words. */
public enum SignatureResult {
    GOOD("signed"),
    UNSIGNED("unsigned"),
    BAD("bad signature"),
    UNTRUSTED_KEY("signed with untrusted key"),
    EXPIRED_SIGNATURE("expired signature"),
    EXPIRED_KEY("signed with expired key"),
    REVOKED_KEY("signed with revoked key"),
    MISSING_KEY("signed with key not in keyring");

    private final String words;

    SignatureResult(String words) {
        this.words = words;
    }

    /** As messages say it. */
    public String words() {
        return words;
    }
}
