package dev.capstan.cli.sops;

import dev.capstan.cli.process.Invocation;
import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.sops.MacCheck;
import dev.capstan.secrets.sops.SopsText;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encrypts and decrypts once, with a key that nobody keeps, so that a JVM that learns which classes commands load learns these. */
public final class SopsRehearsal {
    private SopsRehearsal() {}

    /** Does it, in memory. */
    public static void run() {
        var key = AgeIdentities.generate(new SecureRandom());
        var invocation = new Invocation(
                Map.of("SOPS_AGE_KEY", key.secretKey()),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Path file = Path.of("rehearsal.yaml");
        try (var session = SopsSession.open(invocation)) {
            var sops = session.sops(file);
            var recipients = new KeyGroup(session.texts().age(key.recipient()));
            var plan = new EncryptionPlan(List.of(recipients), 0, Optional.empty(), false);
            byte[] plain = "a: {b: c}\nd: [1, true]\n".getBytes(StandardCharsets.UTF_8);
            Outcome<byte[]> decrypted = sops.encrypt(new SopsText(file.toString(), SopsFormat.YAML, plain), plan)
                    .then(text ->
                            sops.decrypt(new SopsText(file.toString(), SopsFormat.YAML, text), MacCheck.REQUIRED));
            SopsSession.need(decrypted);
        }
    }
}
