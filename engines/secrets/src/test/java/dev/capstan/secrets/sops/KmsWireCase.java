package dev.capstan.secrets.sops;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.kms.GivenCredentials;
import dev.capstan.secrets.kms.KmsAnswer;
import dev.capstan.secrets.kms.KmsEndpoints;
import dev.capstan.secrets.kms.KmsKeyService;
import dev.capstan.secrets.kms.KmsRequest;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.rules.KeyTexts;
import dev.capstan.secrets.rules.SopsConfig;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The requests to clouds, compared with those of the real program; the stand-in wraps as the one did that it talked to. */
final class KmsWireCase {
    private static final String WRAPPED = "WRAPPED:";

    private final SopsCase one;
    private final List<YamlMap> requests = new ArrayList<>();

    KmsWireCase(SopsCase one) {
        this.one = one;
    }

    Optional<String> difference() throws IOException {
        var sops = new Sops(Keychain.empty()
                .with(
                        new KmsKeyService(
                                this::answer,
                                GivenCredentials.none()
                                        .withAws(new AwsKeys("AKID", "secret"))
                                        .withGoogle("google-token")
                                        .withVault("test-token"),
                                KmsEndpoints.PUBLIC,
                                Clock.systemUTC()),
                        MasterKey.Kind.AWS_KMS,
                        MasterKey.Kind.GCP_KMS,
                        MasterKey.Kind.VAULT_TRANSIT));
        var decrypted =
                SopsCase.same(sops.decrypt(one.encrypted("encrypted"), MacCheck.REQUIRED), one.file("decrypted"));
        if (decrypted.isPresent()) {
            return decrypted;
        }
        var differs = compare("decrypt-requests.json", false);
        if (differs.isPresent()) {
            return differs;
        }
        requests.clear();
        var encrypted = plan().then(plan -> encrypt(sops, plan));
        if (encrypted instanceof Outcome.Refused<byte[]> refused) {
            return Optional.of(refused.failure().message());
        }
        return compare("encrypt-requests.json", true);
    }

    private Outcome<byte[]> encrypt(Sops sops, EncryptionPlan plan) {
        try {
            return sops.encrypt(one.encrypted("plain"), plan);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome<EncryptionPlan> plan() throws IOException {
        var texts = new KeyTexts(Clock.systemUTC());
        if (one.has("dot-sops")) {
            return SopsConfig.parse(".sops.yaml", Files.readAllBytes(one.file("dot-sops")))
                    .then(config -> config.planFor("plain." + one.format(), texts, Map.of()))
                    .then(plan -> new Outcome.Done<>(plan.orElseThrow()));
        }
        int context = one.args().indexOf("--encryption-context");
        String value = one.args().get(1);
        return new Outcome.Done<>(EncryptionPlan.of(new KeyGroup(
                switch (one.args().getFirst()) {
                    case "--kms" ->
                        texts.aws(
                                value,
                                context < 0
                                        ? Map.of()
                                        : KeyTexts.context(one.args().get(context + 1)),
                                "");
                    case "--gcp-kms" -> texts.google(value);
                    default -> texts.vault(value);
                })));
    }

    private KmsAnswer answer(KmsRequest request) {
        var body = (YamlMap) Json.read("request", request.body(), Limits.DEFAULT);
        var seen = YamlMap.builder().put("method", YamlScalar.ofString(request.method()));
        String query = request.address().getRawQuery();
        seen.put("path", YamlScalar.ofString(request.address().getRawPath() + (query == null ? "" : "?" + query)));
        request.headers().forEach((name, header) -> {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "x-amz-target" -> seen.put("target", YamlScalar.ofString(header));
                case "authorization" -> seen.put("authorization", YamlScalar.ofBool(true));
                case "x-vault-token" -> seen.put("vaultToken", YamlScalar.ofString(header));
                default -> {}
            }
        });
        YamlMap whole = seen.put("body", body).build();
        // The real program asks for some keys twice, which changes nothing.
        if (!requests.contains(whole)) {
            requests.add(whole);
        }
        return new KmsAnswer(200, Json.write(answer(body), Dialect.KUSTOMIZE));
    }

    private static YamlMap answer(YamlMap body) {
        if (body.has("Plaintext")) {
            return YamlMap.of("CiphertextBlob", YamlScalar.ofString(wrapped(body, "Plaintext")));
        }
        if (body.has("CiphertextBlob")) {
            return YamlMap.of("Plaintext", YamlScalar.ofString(opened(body, "CiphertextBlob")));
        }
        if (body.has("name")) {
            return body.has("plaintext")
                    ? YamlMap.of("ciphertext", YamlScalar.ofString(wrapped(body, "plaintext")))
                    : YamlMap.of("plaintext", YamlScalar.ofString(opened(body, "ciphertext")));
        }
        String plain = body.getText("plaintext");
        return YamlMap.of(
                "data",
                plain != null
                        ? YamlMap.of("ciphertext", YamlScalar.ofString("vault:v1:" + plain))
                        : YamlMap.of(
                                "plaintext",
                                YamlScalar.ofString(Objects.requireNonNull(body.getText("ciphertext"))
                                        .substring("vault:v1:".length()))));
    }

    private static String wrapped(YamlMap body, String key) {
        byte[] plain = Base64.getDecoder().decode(body.getText(key));
        return Base64.getEncoder()
                .encodeToString((WRAPPED + new String(plain, StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String opened(YamlMap body, String key) {
        String wrapped = new String(Base64.getDecoder().decode(body.getText(key)), StandardCharsets.ISO_8859_1);
        return Base64.getEncoder()
                .encodeToString(wrapped.substring(WRAPPED.length()).getBytes(StandardCharsets.ISO_8859_1));
    }

    private Optional<String> compare(String file, boolean withoutSecrets) throws IOException {
        var expected =
                (YamlList) Json.read(file, Files.readAllBytes(one.folder().resolve(file)), Limits.DEFAULT);
        var distinct = new ArrayList<YamlNode>();
        expected.items().stream().filter(item -> !distinct.contains(item)).forEach(distinct::add);
        var actual = YamlList.of(requests);
        return SopsCase.same(text(actual, withoutSecrets), text(YamlList.of(distinct), withoutSecrets))
                .map(difference -> file + difference);
    }

    private static String text(YamlList requests, boolean withoutSecrets) {
        YamlNode shown = withoutSecrets ? requests.map(KmsWireCase::masked) : requests;
        return new String(Json.write(shown, Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
    }

    private static YamlNode masked(YamlNode request) {
        return ((YamlMap) request)
                .mapValues((key, value) -> key.equals("body")
                        ? ((YamlMap) value)
                                .mapValues((name, field) ->
                                        name.equalsIgnoreCase("plaintext") ? YamlScalar.ofString("secret") : field)
                        : value);
    }
}
