package dev.capstan.image.automation.kube;

import dev.capstan.access.SecretReader;
import dev.capstan.api.image.SigningKey;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.image.automation.run.AutomationPorts;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;

/** Keys to sign with, read when they are needed and never kept. */
record SecretSigners(SecretReader secrets) implements AutomationPorts.Signers {
    private static final String GPG_KEY = "git.asc";
    private static final String GPG_PASSPHRASE = "passphrase";
    private static final String SSH_KEY = "identity";
    private static final String SSH_PASSPHRASE = "password";

    @Override
    public Read read(String namespace, SigningKey key) {
        String name = key.secretRef().name();
        try {
            SecretValues values = secrets.read(namespace, name);
            return switch (key.bySsh() ? ssh(values) : gpg(values)) {
                case CommitSigner.Parsed.Usable(CommitSigner signer) -> new Read.Usable(signer);
                case CommitSigner.Parsed.Unusable(String why) ->
                    new Read.Unusable("the Secret '" + name + "' is not usable: " + why);
            };
        } catch (SecretException unusable) {
            return new Read.Unusable(unusable.failure().message());
        }
    }

    private static CommitSigner.Parsed gpg(SecretValues values) throws SecretException {
        return CommitSigner.openPgp(bytes(values, GPG_KEY), values.line(GPG_PASSPHRASE));
    }

    private static CommitSigner.Parsed ssh(SecretValues values) throws SecretException {
        return CommitSigner.ssh(bytes(values, SSH_KEY), values.line(SSH_PASSPHRASE));
    }

    private static byte[] bytes(SecretValues values, String key) throws SecretException {
        return values.bytes(key)
                .filter(value -> value.length > 0)
                .orElseThrow(() -> new SecretException(new SecretFailure.KeyMissing(values.name(), key)));
    }
}
