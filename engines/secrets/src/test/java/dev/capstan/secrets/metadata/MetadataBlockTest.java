package dev.capstan.secrets.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetadataBlockTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2024-05-01T10:00:00Z");
    private static final Mapping DOCUMENT = Mapping.of(new Comment(" note"), new Pair("a", new Scalar.Text("ENC[…]")));

    private static Metadata metadata() {
        return new Metadata(
                List.of(
                        new KeyGroup(List.of(
                                new MasterKey.AwsKms("arn", "role", Map.of("k", "v"), "", TIME, "aws"),
                                new MasterKey.GcpKms("name", TIME, "gcp"),
                                new MasterKey.HuaweiKms("id", TIME, "hw"),
                                new MasterKey.AzureKeyVault("url", "key", "v1", TIME, "az"),
                                new MasterKey.VaultTransit("addr", "engine", "key", TIME, "vault:v1:x"),
                                new MasterKey.Pgp("FP", TIME, "two\nlines"),
                                new MasterKey.Age("age1x", "armored\nage\n"),
                                new MasterKey.Age("age1y", "more"))),
                        new KeyGroup(List.of(new MasterKey.Age("age1z", "third")))),
                2,
                TIME,
                "mac",
                Optional.of(new Selection(Selection.Rule.ENCRYPTED_REGEX, "^a$")),
                true,
                "3.13.3");
    }

    @ParameterizedTest
    @EnumSource(MetadataBlock.class)
    void readsWhatItWrote(MetadataBlock block) {
        var written = block.addedTo(List.of(DOCUMENT), metadata());

        var read = block.takenFrom("file", written);

        assertThat(read.documents()).containsExactly(DOCUMENT);
        assertThat(read.metadata()).isEqualTo(metadata());
    }

    @Test
    void writesTheBlockIntoEveryDocumentAndReadsTheFirst() {
        var written = MetadataBlock.TREE.addedTo(List.of(DOCUMENT, DOCUMENT), metadata());

        assertThat(written)
                .allSatisfy(document -> assertThat(document.get("sops")).isPresent());
        assertThat(MetadataBlock.TREE.takenFrom("file", written).documents()).containsExactly(DOCUMENT, DOCUMENT);
    }

    private static Metadata read(Pair... pairs) {
        return MetadataBlock.TREE
                .takenFrom("file", List.of(Mapping.of(new Pair("sops", Mapping.of(pairs)))))
                .metadata();
    }

    private static Pair text(String key, String value) {
        return new Pair(key, new Scalar.Text(value));
    }

    private static Pair age() {
        return new Pair("age", list(text("recipient", "age1x"), text("enc", "x")));
    }

    private static Value list(Pair... pairs) {
        return Sequence.of(Mapping.of(pairs));
    }

    @Test
    void takesScalarsOfOtherTypes() {
        var metadata = read(
                age(),
                new Pair("pgp", new Scalar.Null()),
                new Pair("kms", Sequence.of()),
                text("shamir_threshold", "2"),
                text("mac_only_encrypted", "1"),
                new Pair("version", new Scalar.Decimal(3.5)),
                new Pair("lastmodified", new Scalar.Time("2024-05-01T10:00:00+00:00")));

        assertThat(metadata.shamirThreshold()).isEqualTo(2);
        assertThat(metadata.macOnlyEncrypted()).isTrue();
        assertThat(metadata.version()).isEqualTo("3.5");
        assertThat(metadata.lastModifiedText()).isEqualTo("2024-05-01T10:00:00Z");
        assertThat(metadata.selection()).isEqualTo(Selection.DEFAULT);
    }

    private static void assertRefused(String problem, Pair... pairs) {
        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> read(pairs))
                .withMessageContaining(problem);
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused("names no key", text("lastmodified", "2024-05-01T10:00:00Z"));
        assertRefused("lastmodified is not a time", age());
        assertRefused(
                "age is not a list", new Pair("age", new Scalar.Int(1)), text("lastmodified", "2024-05-01T10:00:00Z"));
        assertRefused(
                "only one rule",
                age(),
                text("lastmodified", "2024-05-01T10:00:00Z"),
                text("encrypted_regex", "a"),
                text("unencrypted_regex", "b"));
        assertRefused(
                "shamir_threshold is not a number",
                age(),
                text("lastmodified", "2024-05-01T10:00:00Z"),
                text("shamir_threshold", "two"));
    }

    @Test
    void aContradictionAmongFlatKeysIsRefused() {
        var document = Mapping.of(text("sops_age__list_0__map_enc", "x"), text("sops_age__map_enc", "y"));

        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> MetadataBlock.PREFIX.takenFrom("file", List.of(document)))
                .withMessageContaining("contradicts");
        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> MetadataBlock.PREFIX.takenFrom(
                        "file", List.of(Mapping.of(text("sops_age__list_999999999__map_enc", "x")))))
                .withMessageContaining("no item 0");
        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> MetadataBlock.PREFIX.takenFrom(
                        "file", List.of(Mapping.of(text("sops_a" + "__map_a".repeat(100_000), "x")))))
                .withMessageContaining("more than 16 steps");
    }

    @Test
    void refusesMoreGroupsThanThereCanBeShares() {
        assertRefused(
                "more than 255 groups", new Pair("key_groups", Sequence.of(Collections.nCopies(256, Mapping.of()))));
    }

    @Test
    @Timeout(20)
    void readsAContextOfAnySizeInOnePass() {
        var context = Mapping.of(
                IntStream.range(0, 200_000).mapToObj(i -> text("name" + i, "x")).toList());

        var metadata = read(
                new Pair(
                        "kms",
                        list(
                                text("arn", "a"),
                                text("created_at", "2024-05-01T10:00:00Z"),
                                new Pair("context", context))),
                text("lastmodified", "2024-05-01T10:00:00Z"));

        assertThat(metadata.groups().getFirst().keys().getFirst())
                .isInstanceOfSatisfying(
                        MasterKey.AwsKms.class, key -> assertThat(key.context()).hasSize(200_000));
    }
}
