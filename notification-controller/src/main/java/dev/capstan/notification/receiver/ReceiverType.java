package dev.capstan.notification.receiver;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of Receiver that this release can verify calls of; the CRD accepts more. */
public enum ReceiverType {
    /** Nothing but the secret path. */
    GENERIC("generic", new AnyCall()),
    /** A signature over the body. */
    GENERIC_HMAC("generic-hmac", new SignedCall()),
    /** A call of GitHub. */
    GITHUB("github", new GitHubCall());

    private final String text;
    private final CallVerifier verifier;

    ReceiverType(String text, CallVerifier verifier) {
        this.text = text;
        this.verifier = verifier;
    }

    /** The supported type with this name in {@code spec.type}. */
    public static Optional<ReceiverType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** The names of all supported types, for messages. */
    public static String supported() {
        return Arrays.stream(values()).map(type -> type.text).collect(Collectors.joining(", "));
    }

    /** How calls of this type are verified. */
    public CallVerifier verifier() {
        return verifier;
    }

    @Override
    public String toString() {
        return text;
    }
}
