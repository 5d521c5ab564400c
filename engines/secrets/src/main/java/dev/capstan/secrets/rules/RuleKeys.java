package dev.capstan.secrets.rules;

import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that a creation rule names. Problems come as {@link IllegalArgumentException} with a text for people. */
final class RuleKeys {
    private final KeyTexts texts;
    private final Map<String, String> context;

    /** @param context for keys of AWS that have none themselves */
    RuleKeys(KeyTexts texts, Map<String, String> context) {
        this.texts = texts;
        this.context = context;
    }

    /** Groups, or one of the keys that the rule names directly. */
    List<KeyGroup> groups(YamlMap rule) {
        var groups = new ArrayList<KeyGroup>();
        for (YamlMap group : maps(rule, "key_groups")) {
            groups.add(new KeyGroup(withoutDuplicates(group(group))));
        }
        return groups.isEmpty() ? List.of(direct(rule)) : List.copyOf(groups);
    }

    private KeyGroup direct(YamlMap rule) {
        var keys = new ArrayList<MasterKey>();
        keys.addAll(texts.age(listed(rule, "age")));
        keys.addAll(texts.pgp(listed(rule, "pgp")));
        keys.addAll(texts.aws(listed(rule, "kms"), context, text(rule, "aws_profile")));
        keys.addAll(texts.google(listed(rule, "gcp_kms")));
        keys.addAll(texts.huawei(listed(rule, "hckms")));
        keys.addAll(texts.azure(listed(rule, "azure_keyvault")));
        keys.addAll(texts.vault(listed(rule, "hc_vault_transit_uri")));
        return new KeyGroup(keys);
    }

    private List<MasterKey> group(YamlMap group) {
        var keys = new ArrayList<MasterKey>();
        maps(group, "merge").forEach(merged -> keys.addAll(withoutDuplicates(group(merged))));
        keys.addAll(texts.age(listed(group, "age")));
        keys.addAll(texts.pgp(listed(group, "pgp")));
        maps(group, "kms")
                .forEach(key -> keys.add(
                        texts.aws(text(key, "arn"), text(key, "role"), context(key), text(key, "aws_profile"))));
        maps(group, "gcp_kms").forEach(key -> keys.addAll(texts.google(text(key, "resource_id"))));
        maps(group, "hckms").forEach(key -> keys.addAll(texts.huawei(text(key, "key_id"))));
        maps(group, "azure_keyvault")
                .forEach(key -> keys.add(texts.azure(text(key, "vaultUrl"), text(key, "key"), text(key, "version"))));
        keys.addAll(texts.vault(listed(group, "hc_vault")));
        return keys;
    }

    private static List<MasterKey> withoutDuplicates(List<MasterKey> keys) {
        var seen = new HashSet<String>();
        return keys.stream()
                .filter(key -> seen.add(key.kind() + " " + key.name()))
                .toList();
    }

    private static Map<String, String> context(YamlMap key) {
        var context = new LinkedHashMap<String, String>();
        if (key.get("context") instanceof YamlMap map) {
            map.keys().forEach(name -> context.put(name, text(map, name)));
        }
        return context;
    }

    private static List<YamlMap> maps(YamlMap map, String key) {
        return switch (known(map, key)) {
            case null -> List.of();
            case YamlList list ->
                list.items().stream()
                        .map(item -> item instanceof YamlMap entry ? entry : notA(key, "a list of maps"))
                        .toList();
            case YamlNode _ -> List.of(RuleKeys.<YamlMap>notA(key, "a list of maps"));
        };
    }

    private static <T> T notA(String key, String what) {
        throw new IllegalArgumentException(key + " is not " + what);
    }

    /** The value of a key; null when there is none, or nothing in it. */
    static @Nullable YamlNode known(YamlMap map, String key) {
        YamlNode value = map.get(key);
        return value == null || value.isNull() ? null : value;
    }

    /** A text with commas between keys; a list is taken for one. */
    private static String listed(YamlMap map, String key) {
        if (known(map, key) instanceof YamlList list) {
            return String.join(
                    ",",
                    list.items().stream()
                            .map(item -> item instanceof YamlScalar scalar && scalar.isString()
                                    ? scalar.text()
                                    : RuleKeys.<String>notA(key, "text or a list of texts"))
                            .toList());
        }
        return text(map, key);
    }

    static String text(YamlMap map, String key) {
        return Optional.ofNullable(known(map, key))
                .map(value -> value instanceof YamlScalar scalar ? scalar.text() : RuleKeys.<String>notA(key, "text"))
                .orElse("");
    }
}
