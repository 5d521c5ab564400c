package dev.capstan.secrets.metadata;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;

/** Makes the tree of metadata, its keys sorted. */
final class MetadataWriter {
    private MetadataWriter() {}

    static Mapping write(Metadata metadata) {
        var tree = new TreeMap<String, Value>();
        if (metadata.groups().size() == 1) {
            addKeys(tree, metadata.groups().getFirst(), false);
        } else {
            tree.put(
                    "key_groups",
                    Sequence.of(metadata.groups().stream()
                            .map(MetadataWriter::group)
                            .toList()));
        }
        if (metadata.shamirThreshold() != 0) {
            tree.put("shamir_threshold", new Scalar.Int(metadata.shamirThreshold()));
        }
        tree.put("lastmodified", text(metadata.lastModifiedText()));
        tree.put("mac", text(metadata.mac()));
        metadata.stated().ifPresent(rule -> tree.put(rule.rule().key(), text(rule.pattern())));
        if (metadata.macOnlyEncrypted()) {
            tree.put("mac_only_encrypted", new Scalar.Bool(true));
        }
        tree.put("version", text(metadata.version()));
        return map(tree);
    }

    private static Mapping group(KeyGroup group) {
        var tree = new TreeMap<String, Value>();
        addKeys(tree, group, true);
        return map(tree);
    }

    private static void addKeys(Map<String, Value> tree, KeyGroup group, boolean isOneOfSeveral) {
        for (var kind : MasterKey.Kind.values()) {
            var keys = group.of(kind).map(key -> map(key(key))).toList();
            // The first programs that wrote groups wrote these two always, and readers got used to them.
            boolean always = isOneOfSeveral && (kind == MasterKey.Kind.AGE || kind == MasterKey.Kind.VAULT_TRANSIT);
            if (always || !keys.isEmpty()) {
                tree.put(kind.key(), Sequence.of(keys));
            }
        }
    }

    private static TreeMap<String, Value> key(MasterKey key) {
        var tree = new TreeMap<String, Value>();
        tree.put("enc", text(key.enc()));
        switch (key) {
            case MasterKey.Age age -> tree.put("recipient", text(age.recipient()));
            case MasterKey.Pgp pgp -> {
                tree.put("fp", text(pgp.fingerprint()));
                tree.put("created_at", time(pgp.createdAt()));
            }
            case MasterKey.AwsKms aws -> {
                tree.put("arn", text(aws.arn()));
                if (!aws.role().isEmpty()) {
                    tree.put("role", text(aws.role()));
                }
                if (!aws.context().isEmpty()) {
                    var context = new TreeMap<String, Value>();
                    aws.context().forEach((name, value) -> context.put(name, text(value)));
                    tree.put("context", map(context));
                }
                tree.put("aws_profile", text(aws.profile()));
                tree.put("created_at", time(aws.createdAt()));
            }
            case MasterKey.GcpKms gcp -> {
                tree.put("resource_id", text(gcp.resourceId()));
                tree.put("created_at", time(gcp.createdAt()));
            }
            case MasterKey.HuaweiKms huawei -> {
                tree.put("key_id", text(huawei.keyId()));
                tree.put("created_at", time(huawei.createdAt()));
            }
            case MasterKey.AzureKeyVault azure -> {
                tree.put("vault_url", text(azure.vaultUrl()));
                tree.put("name", text(azure.keyName()));
                tree.put("version", text(azure.version()));
                tree.put("created_at", time(azure.createdAt()));
            }
            case MasterKey.VaultTransit vault -> {
                tree.put("vault_address", text(vault.address()));
                tree.put("engine_path", text(vault.enginePath()));
                tree.put("key_name", text(vault.keyName()));
                tree.put("created_at", time(vault.createdAt()));
            }
        }
        return tree;
    }

    private static Mapping map(TreeMap<String, Value> sorted) {
        return Mapping.of(sorted.entrySet().stream()
                .map(entry -> new Pair(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static Scalar.Text text(String text) {
        return new Scalar.Text(text);
    }

    private static Scalar.Text time(OffsetDateTime time) {
        return text(Metadata.time(time));
    }
}
