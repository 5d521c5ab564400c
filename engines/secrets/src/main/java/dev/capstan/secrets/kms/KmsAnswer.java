package dev.capstan.secrets.kms;

/** What a key management service answered. Prints nothing of the body, which may hold a data key. */
public record KmsAnswer(int status, byte[] body) {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "KmsAnswer[" + status + "]";
    }
}
