package dev.capstan.notification.receiver.kube;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.notification.Receiver;
import dev.capstan.notification.receiver.ReceiverToken;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.runtime.secret.kube.SecretLookup;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Reads the tokens of Receivers. */
final class ReceiverTokens {
    private static final String KEY = "token";

    private final SecretLookup secrets;

    ReceiverTokens(KubernetesClient client) {
        this.secrets = new SecretLookup(client);
    }

    /** The answer. */
    sealed interface Token {
        /** There is one. */
        record Found(ReceiverToken token) implements Token {}

        /** There is none. */
        record Missing(String why) implements Token {}

        /**
         * It is not known now; trying again may help.
         *
         * @param why what went wrong
         */
        record Unread(String why) implements Token {}
    }

    /** The token as it is now. */
    Token of(Receiver receiver) {
        LocalRef ref = receiver.getSpec().secretRef();
        if (ref == null) {
            return new Token.Missing("spec.secretRef is not set");
        }
        try {
            SecretValues secret = secrets.read(receiver.key().namespace(), ref.name());
            secret.required(KEY);
            return new Token.Found(new ReceiverToken(secret.bytes(KEY).orElseThrow()));
        } catch (SecretException unusable) {
            String why = sentenceOf(unusable.failure());
            return unusable.failure() instanceof SecretFailure.Unread ? new Token.Unread(why) : new Token.Missing(why);
        }
    }

    private static String sentenceOf(SecretFailure failure) {
        return switch (failure) {
            case SecretFailure.Missing(String secret) ->
                "The Secret " + secret + " does not exist; create it with the key " + KEY;
            case SecretFailure.KeyMissing(String secret, String key) ->
                "The Secret " + secret + " has no token; set the key " + key;
            case SecretFailure.Unread _, SecretFailure.KeyUnusable _ -> "The token is not known: " + failure.message();
        };
    }
}
