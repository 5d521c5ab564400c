package dev.capstan.runtime.secret;

/** Why a Secret, or one of its values, cannot be used. No case holds a value. */
public sealed interface SecretFailure {
    /** The name of the Secret. */
    String secret();

    /** What is wrong, as a sentence without a full stop that names the Secret and, where there is one, the key. */
    default String message() {
        return switch (this) {
            case Missing(String secret) -> "the Secret '%s' does not exist".formatted(secret);
            case Unread(String secret, int status) ->
                "the Secret '%s' cannot be read: %s"
                        .formatted(
                                secret,
                                status > 0 ? "the API server answered " + status : "the API server cannot be reached");
            case KeyMissing(String secret, String key) ->
                "the Secret '%s' has no value under the key '%s'".formatted(secret, key);
            case KeyUnusable(String secret, String key, String problem) ->
                "the value under the key '%s' of the Secret '%s' %s".formatted(key, secret, problem);
        };
    }

    /**
     * There is no such Secret.
     *
     * @param secret its name
     */
    record Missing(String secret) implements SecretFailure {}

    /**
     * The API server did not hand it out.
     *
     * @param secret its name
     * @param status the answer; 0 when there was none
     */
    record Unread(String secret, int status) implements SecretFailure {}

    /**
     * A value that is needed is absent or empty.
     *
     * @param secret name of the Secret
     * @param key the key
     */
    record KeyMissing(String secret, String key) implements SecretFailure {}

    /**
     * A value is there and cannot be used for what it is for.
     *
     * @param secret name of the Secret
     * @param key the key
     * @param problem how the sentence "the value … " goes on
     */
    record KeyUnusable(String secret, String key, String problem) implements SecretFailure {}
}
