package dev.capstan.promotion.kube;

import dev.capstan.access.SecretReader;
import dev.capstan.api.image.SigningKey;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;

/** What commits and tags are signed with; read for each pass. */
record SigningKeys(SecretReader secrets) {

    CommitSigner.Parsed read(String namespace, SigningKey key) {
        String name = key.secretRef().name();
        String data = key.bySsh() ? "identity" : "git.asc";
        try {
            SecretValues values = secrets.read(namespace, name);
            byte[] bytes = values.bytes(data).orElse(new byte[0]);
            if (bytes.length == 0) {
                return new CommitSigner.Parsed.Unusable("the Secret '" + name + "' has no key '" + data + "'");
            }
            return key.bySsh()
                    ? CommitSigner.ssh(bytes, values.line("password"))
                    : CommitSigner.openPgp(bytes, values.line("passphrase"));
        } catch (SecretException unusable) {
            return new CommitSigner.Parsed.Unusable(unusable.failure().message());
        }
    }
}
