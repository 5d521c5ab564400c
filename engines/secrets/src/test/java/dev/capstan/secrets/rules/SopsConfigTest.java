package dev.capstan.secrets.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.format.Indents;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SopsConfigTest {
    private static final KeyTexts TEXTS =
            new KeyTexts(Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC));
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-01-02T03:04:05Z");

    private static Outcome<Optional<EncryptionPlan>> plan(String config, String path) {
        return SopsConfig.parse(".sops.yaml", config.getBytes(StandardCharsets.UTF_8))
                .then(it -> it.planFor(path, TEXTS, Map.of("Env", "test")));
    }

    private static List<MasterKey> keys(String rule) {
        return plan("creation_rules:\n  - " + rule + "\n", "a.yaml")
                .orElseThrow()
                .orElseThrow()
                .groups()
                .getFirst()
                .keys();
    }

    @Test
    void theFirstRuleThatMatchesCounts() {
        String config = """
                creation_rules:
                  - path_regex: ^prod/
                    age: age1prod
                    encrypted_suffix: _secret
                    mac_only_encrypted: true
                  - path_regex: \\.env$
                    pgp: AB CD
                  - age: age1rest
                """;

        assertThat(plan(config, "prod/x.env").orElseThrow().orElseThrow().groups())
                .containsExactly(new KeyGroup(List.of(new MasterKey.Age("age1prod", ""))));
        assertThat(plan(config, "prod/x.env").orElseThrow().orElseThrow().macOnlyEncrypted())
                .isTrue();
        assertThat(plan(config, "dev/x.env").orElseThrow().orElseThrow().groups())
                .containsExactly(new KeyGroup(List.of(new MasterKey.Pgp("ABCD", NOW, ""))));
        assertThat(plan(config, "a.yaml").orElseThrow().orElseThrow().groups())
                .containsExactly(new KeyGroup(List.of(new MasterKey.Age("age1rest", ""))));
    }

    @Test
    void keysComeInTheirOrder() {
        assertThat(keys("{hc_vault_transit_uri: 'https://v:8200/v1/a/b/keys/k/', azure_keyvault:"
                        + " 'https://n.vault.azure.net/keys/k/v1', gcp_kms: projects/p, kms:"
                        + " ['arn:aws:kms:r:1:key/x+arn:aws:iam::1:role/r', 'arn:aws:kms:r:1:key/y|A:b,C:d|prof'],"
                        + " aws_profile: main, pgp: FP, age: 'age1a, age1b,'}"))
                .containsExactly(
                        new MasterKey.Age("age1a", ""),
                        new MasterKey.Age("age1b", ""),
                        new MasterKey.Pgp("FP", NOW, ""),
                        new MasterKey.AwsKms(
                                "arn:aws:kms:r:1:key/x",
                                "arn:aws:iam::1:role/r",
                                Map.of("Env", "test"),
                                "main",
                                NOW,
                                ""),
                        new MasterKey.AwsKms("arn:aws:kms:r:1:key/y", "", Map.of("A", "b", "C", "d"), "prof", NOW, ""),
                        new MasterKey.GcpKms("projects/p", NOW, ""),
                        new MasterKey.AzureKeyVault("https://n.vault.azure.net", "k", "v1", NOW, ""),
                        new MasterKey.VaultTransit("https://v:8200", "a/b", "k", NOW, ""));
    }

    @Test
    void groupsAreMergedAndHaveNoDuplicates() {
        String config = """
                creation_rules:
                  - shamir_threshold: 2
                    key_groups:
                      - merge:
                          - age: [age1a]
                          - age: [age1a, age1b]
                        age: [age1b]
                        kms:
                          - arn: arn:aws:kms:r:1:key/x
                            role: arn:aws:iam::1:role/r
                            context: {A: b}
                            aws_profile: p
                      - pgp: [FP]
                        azure_keyvault:
                          - {vaultUrl: https://n.vault.azure.net, key: k, version: v}
                        hc_vault: ['https://v/v1/t/keys/k']
                        gcp_kms:
                          - resource_id: projects/p
                """;

        var plan = plan(config, "a.yaml").orElseThrow().orElseThrow();

        assertThat(plan.shamirThreshold()).isEqualTo(2);
        assertThat(plan.groups())
                .containsExactly(
                        new KeyGroup(List.of(
                                new MasterKey.Age("age1a", ""),
                                new MasterKey.Age("age1b", ""),
                                new MasterKey.AwsKms(
                                        "arn:aws:kms:r:1:key/x",
                                        "arn:aws:iam::1:role/r",
                                        Map.of("A", "b"),
                                        "p",
                                        NOW,
                                        ""))),
                        new KeyGroup(List.of(
                                new MasterKey.Pgp("FP", NOW, ""),
                                new MasterKey.GcpKms("projects/p", NOW, ""),
                                new MasterKey.AzureKeyVault("https://n.vault.azure.net", "k", "v", NOW, ""),
                                new MasterKey.VaultTransit("https://v", "t", "k", NOW, ""))));
    }

    @Test
    void withoutRulesTheKeysMustComeFromElsewhere() {
        assertThat(plan("stores: {}\n", "a.yaml").orElseThrow()).isEmpty();
        assertThat(plan("", "a.yaml").orElseThrow()).isEmpty();
        assertThat(plan("creation_rules:\n", "a.yaml").orElseThrow()).isEmpty();
    }

    @Test
    void noRuleThatMatchesIsAFailure() {
        var refused = (Outcome.Refused<?>) plan("creation_rules:\n  - {path_regex: x, age: age1a}\n", "a.yaml");

        assertThat(refused.failure()).isEqualTo(new SecretsFailure.NoMatchingRule("a.yaml", ".sops.yaml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "creation_rules:\n  - {path_regex: '(', age: age1a}\n",
                "creation_rules:\n  - {encrypted_regex: a, unencrypted_suffix: b, age: age1a}\n",
                "creation_rules:\n  - {azure_keyvault: 'http://x'}\n",
                "creation_rules:\n  - {hc_vault_transit_uri: 'ftp://x'}\n",
                "creation_rules:\n  - {age: {a: b}}\n",
                "creation_rules:\n  - {age: [1]}\n",
                "creation_rules:\n  - {key_groups: x}\n",
                "creation_rules:\n  - {shamir_threshold: x, age: age1a}\n",
                "creation_rules:\n  - text\n",
                "creation_rules: {age: age1a}\n",
                "- list\n",
                "a: [\n"
            })
    void saysWhatIsWrongWithAConfiguration(String config) {
        assertThat(plan(config, "a.yaml"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.failure()).isInstanceOf(SecretsFailure.ConfigMalformed.class));
    }

    @Test
    void readsIndents() {
        assertThat(indents("stores: {yaml: {indent: 2}, json: {indent: 0}}"))
                .isEqualTo(new Outcome.Done<>(new Indents(2, 0, -1)));
        assertThat(indents("a: b")).isEqualTo(new Outcome.Done<>(Indents.DEFAULT));
        assertThat(indents("stores: {yaml: {indent: -1}}")).isInstanceOf(Outcome.Refused.class);
        assertThat(indents("stores: {json: {indent: 1000000000}}")).isInstanceOf(Outcome.Refused.class);
    }

    private static Outcome<Indents> indents(String config) {
        return SopsConfig.parse(".sops.yaml", config.getBytes(StandardCharsets.UTF_8))
                .then(SopsConfig::indents);
    }
}
