package dev.capstan.secrets.sops;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.rules.KeyTexts;
import dev.capstan.secrets.rules.SopsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether our encryption of the plain text encrypts the same places, and decrypts to the same text. */
record EncryptionCase(SopsCase one) {
    private static final Pattern VALUE = Pattern.compile("ENC\\[AES256_GCM,[^\\]]*,type:([a-z]+)\\]");

    Optional<String> difference() {
        try {
            var sops = new Sops(TestKeys.of(one.keys(), one.keyNames()));
            var all = new Sops(TestKeys.of(one.keys(), List.of("pgp-rsa", "pgp-curve25519")));
            var plain = one.encrypted("plain");
            Outcome<byte[]> encrypted = plan().then(plan -> all.encrypt(plain, plan));
            if (encrypted instanceof Outcome.Refused<byte[]> refused) {
                return Optional.of("refused to encrypt: " + refused.failure().message());
            }
            byte[] text = encrypted.orElseThrow();
            return SopsCase.same(skeleton(text), Files.readString(one.file("skeleton")))
                    .map(difference -> "skeleton " + difference)
                    .or(() -> decrypted(sops, new SopsText(plain.file(), plain.format(), text)));
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private Optional<String> decrypted(Sops sops, SopsText text) {
        try {
            return SopsCase.same(sops.decrypt(text, MacCheck.REQUIRED), one.file("decrypted"))
                    .map(difference -> "round trip " + difference);
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private Outcome<EncryptionPlan> plan() throws IOException {
        if (one.has("dot-sops")) {
            return SopsConfig.parse(".sops.yaml", Files.readAllBytes(one.file("dot-sops")))
                    .then(config -> config.planFor("plain", new KeyTexts(Clock.systemUTC()), Map.of()))
                    .then(plan -> new Outcome.Done<>(plan.orElseThrow()));
        }
        Optional<Selection> selection = Arrays.stream(Selection.Rule.values())
                .filter(rule -> one.args().contains("--" + rule.key().replace('_', '-')))
                .map(rule -> new Selection(
                        rule,
                        one.args().get(one.args().indexOf("--" + rule.key().replace('_', '-')) + 1)))
                .findFirst();
        return new Outcome.Done<>(new EncryptionPlan(
                List.of(new KeyGroup(recipients())), 0, selection, one.args().contains("--mac-only-encrypted")));
    }

    private List<MasterKey> recipients() throws IOException {
        var texts = new KeyTexts(Clock.systemUTC());
        var named = new ArrayList<MasterKey>();
        for (int i = 0; i + 1 < one.args().size(); i++) {
            switch (one.args().get(i)) {
                case "--pgp" -> named.addAll(texts.pgp(one.args().get(i + 1)));
                case "--age" -> named.addAll(texts.age(one.args().get(i + 1)));
                default -> {}
            }
        }
        return named.isEmpty() ? List.of(recipient()) : named;
    }

    private MasterKey recipient() throws IOException {
        String name = one.keyNames().getFirst();
        byte[] file = Files.readAllBytes(one.keys().resolve(name.startsWith("age") ? name + ".txt" : name));
        try {
            var identity = AgeIdentities.read(name, file, () -> new byte[0]).getFirst();
            return new MasterKey.Age(identity.recipient().orElseThrow(), "");
        } catch (AgeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text without metadata, each encrypted value written {@code ENC[type]}. */
    private String skeleton(byte[] text) {
        String masked = VALUE.matcher(new String(text, StandardCharsets.UTF_8)).replaceAll("ENC[$1]");
        return switch (one.format()) {
            case "yaml" -> before(masked, "sops:\n");
            case "dotenv" -> before(masked, "sops_");
            case "ini" -> before(masked, "[sops]\n");
            default -> masked.replaceAll("(?s),?\n\t\"sops\": .*", "\n}\n");
        };
    }

    private static String before(String text, String begin) {
        return text.startsWith(begin) ? "" : text.substring(0, text.indexOf("\n" + begin) + 1);
    }
}
