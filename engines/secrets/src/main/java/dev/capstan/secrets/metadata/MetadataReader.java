package dev.capstan.secrets.metadata;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.document.Element;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads metadata from its tree. Scalars of an unexpected type are converted, as dotenv and ini have nothing but text. */
final class MetadataReader {
    /** Each may be tried, and some are asked for on the network. */
    private static final int MOST_KEYS = 500;
    /** As many shares of a secret there can be. */
    private static final int MOST_GROUPS = 255;

    private final String file;

    MetadataReader(String file) {
        this.file = file;
    }

    Metadata read(Mapping tree) {
        return new Metadata(
                groups(tree),
                number(tree, "shamir_threshold"),
                time(tree, "lastmodified"),
                text(tree, "mac"),
                selection(tree),
                truth(tree, "mac_only_encrypted"),
                text(tree, "version"));
    }

    private Optional<Selection> selection(Mapping tree) {
        var stated = Arrays.stream(Selection.Rule.values())
                .filter(rule -> !text(tree, rule.key()).isEmpty())
                .map(rule -> new Selection(rule, text(tree, rule.key())))
                .toList();
        if (stated.size() > 1) {
            throw unusable("it has both " + stated.get(0).rule().key() + " and "
                    + stated.get(1).rule().key() + "; only one rule may say what is encrypted");
        }
        return stated.stream().findFirst();
    }

    private List<KeyGroup> groups(Mapping tree) {
        var groups = allGroups(tree);
        if (groups.stream().mapToInt(group -> group.keys().size()).sum() > MOST_KEYS) {
            throw unusable("it names more than " + MOST_KEYS + " keys");
        }
        return groups;
    }

    private List<KeyGroup> allGroups(Mapping tree) {
        var single = group(tree);
        if (!single.keys().isEmpty()) {
            return List.of(single);
        }
        var groups = maps(tree, "key_groups").map(this::group);
        if (groups.isEmpty()) {
            throw unusable("it names no key");
        }
        if (groups.size() > MOST_GROUPS) {
            throw unusable("it names more than " + MOST_GROUPS + " groups of keys");
        }
        return groups;
    }

    private KeyGroup group(Mapping tree) {
        var keys = new ArrayList<MasterKey>();
        keys.addAll(maps(tree, MasterKey.Kind.AWS_KMS.key())
                .map(key -> new MasterKey.AwsKms(
                        text(key, "arn"),
                        text(key, "role"),
                        context(key),
                        text(key, "aws_profile"),
                        time(key, "created_at"),
                        text(key, "enc"))));
        keys.addAll(maps(tree, MasterKey.Kind.GCP_KMS.key())
                .map(key -> new MasterKey.GcpKms(text(key, "resource_id"), time(key, "created_at"), text(key, "enc"))));
        keys.addAll(maps(tree, MasterKey.Kind.HUAWEI_KMS.key())
                .map(key -> new MasterKey.HuaweiKms(text(key, "key_id"), time(key, "created_at"), text(key, "enc"))));
        keys.addAll(maps(tree, MasterKey.Kind.AZURE_KEY_VAULT.key())
                .map(key -> new MasterKey.AzureKeyVault(
                        text(key, "vault_url"),
                        text(key, "name"),
                        text(key, "version"),
                        time(key, "created_at"),
                        text(key, "enc"))));
        keys.addAll(maps(tree, MasterKey.Kind.VAULT_TRANSIT.key())
                .map(key -> new MasterKey.VaultTransit(
                        text(key, "vault_address"),
                        text(key, "engine_path"),
                        text(key, "key_name"),
                        time(key, "created_at"),
                        text(key, "enc"))));
        keys.addAll(maps(tree, MasterKey.Kind.PGP.key())
                .map(key -> new MasterKey.Pgp(text(key, "fp"), time(key, "created_at"), text(key, "enc"))));
        keys.addAll(maps(tree, MasterKey.Kind.AGE.key())
                .map(key -> new MasterKey.Age(text(key, "recipient"), text(key, "enc"))));
        return new KeyGroup(keys);
    }

    private Map<String, String> context(Mapping key) {
        var context = new LinkedHashMap<String, String>();
        if (key.get("context").orElse(new Scalar.Null()) instanceof Mapping map) {
            map.pairs().forEach(pair -> context.put(pair.key(), text(pair.key(), pair.value())));
        }
        return context;
    }

    /** The maps of a list. */
    private record Maps(List<Mapping> maps) {
        <T> List<T> map(Function<Mapping, T> change) {
            return maps.stream().map(change).toList();
        }
    }

    private Maps maps(Mapping tree, String key) {
        return new Maps(
                switch (tree.get(key).orElse(new Scalar.Null())) {
                    case Sequence list ->
                        list.values().map(item -> map(item, key)).toList();
                    case Mapping one -> List.of(one);
                    case Scalar.Null _ -> List.of();
                    case Scalar.Text text when text.value().isEmpty() -> List.of();
                    default -> throw unusable(key + " is not a list");
                });
    }

    private Mapping map(Element item, String key) {
        if (item instanceof Mapping map) {
            return map;
        }
        throw unusable(key + " has an item that is not a map");
    }

    private String text(Mapping tree, String key) {
        return text(key, tree.get(key).orElse(new Scalar.Null()));
    }

    private String text(String key, Value value) {
        return switch (value) {
            case Scalar.Text text -> text.value();
            case Scalar.Int number -> Long.toString(number.value());
            case Scalar.Decimal number -> Double.toString(number.value());
            case Scalar.Bool truth -> truth.value() ? "1" : "0";
            case Scalar.Time time -> time.rfc3339();
            case Scalar.Null _ -> "";
            case Scalar.Bytes _, Mapping _, Sequence _ -> throw unusable(key + " is not text");
        };
    }

    private int number(Mapping tree, String key) {
        String text = text(tree, key);
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw unusable(key + " is not a number");
        }
    }

    private boolean truth(Mapping tree, String key) {
        return switch (text(tree, key).toLowerCase(Locale.ROOT)) {
            case "1", "t", "true" -> true;
            case "0", "f", "false", "" -> false;
            default -> throw unusable(key + " is neither true nor false");
        };
    }

    private OffsetDateTime time(Mapping tree, String key) {
        try {
            return OffsetDateTime.parse(text(tree, key));
        } catch (DateTimeException e) {
            throw unusable(key + " is not a time such as 2024-05-01T10:00:00Z");
        }
    }

    private SecretsException unusable(String problem) {
        return new SecretsException(new SecretsFailure.MetadataMalformed(file, problem));
    }
}
