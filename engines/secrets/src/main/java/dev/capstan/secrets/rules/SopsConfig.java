package dev.capstan.secrets.rules;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.format.Indents;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.pattern.SearchPattern;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file {@code .sops.yaml}: of its creation rules, the first that matches the path of a new file says how it is encrypted. */
public final class SopsConfig {
    /** The name of such files. They are looked for in the folder of the new file and in those above it. */
    public static final String NAME = ".sops.yaml";

    private static final int LARGEST_FILE = 4 << 20;

    private final String name;
    private final YamlMap content;

    private SopsConfig(String name, YamlMap content) {
        this.name = name;
        this.content = content;
    }

    /**
     * Reads a configuration.
     *
     * @param name of the file, for messages
     */
    public static Outcome<SopsConfig> parse(String name, byte[] text) {
        try {
            var limits = new Limits(LARGEST_FILE, Limits.DEFAULT.depth(), Limits.DEFAULT.aliasedNodes());
            List<YamlDocument> documents = YamlReader.readAll(name, text, limits);
            YamlNode root =
                    documents.isEmpty() ? YamlMap.empty() : documents.getFirst().root();
            return root instanceof YamlMap map
                    ? new Outcome.Done<>(new SopsConfig(name, map))
                    : new Outcome.Refused<>(new SecretsFailure.ConfigMalformed(name, "it is not a map"));
        } catch (YamlSyntaxException e) {
            return new Outcome.Refused<>(new SecretsFailure.ConfigMalformed(
                    name, "line " + e.problem().line() + ": " + e.problem().problem()));
        }
    }

    /**
     * How a new file is encrypted; empty when there are no creation rules at all.
     *
     * @param path of the file relative to the folder of this configuration, or absolute when it is not below
     * @param texts makes the keys
     * @param context for keys of AWS that have none themselves
     */
    public Outcome<Optional<EncryptionPlan>> planFor(String path, KeyTexts texts, Map<String, String> context) {
        try {
            YamlNode stated = RuleKeys.known(content, "creation_rules");
            if (stated == null) {
                return new Outcome.Done<>(Optional.empty());
            }
            if (!(stated instanceof YamlList rules)) {
                throw malformed("line " + stated.line() + ": creation_rules is not a list");
            }
            for (YamlNode item : rules) {
                if (!(item instanceof YamlMap rule)) {
                    throw malformed("line " + item.line() + ": a creation rule is not a map");
                }
                if (matches(rule, path)) {
                    return new Outcome.Done<>(Optional.of(plan(rule, texts, context)));
                }
            }
            return new Outcome.Refused<>(new SecretsFailure.NoMatchingRule(path, name));
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused<>(new SecretsFailure.ConfigMalformed(name, String.valueOf(e.getMessage())));
        } catch (SecretsException e) {
            return new Outcome.Refused<>(e.failure());
        }
    }

    private boolean matches(YamlMap rule, String path) {
        String regex = RuleKeys.text(rule, "path_regex");
        try {
            return regex.isEmpty() || SearchPattern.compile(regex).isIn(path);
        } catch (IllegalArgumentException e) {
            throw malformed("line " + rule.line() + ": path_regex cannot be used: " + e.getMessage());
        }
    }

    private SecretsException malformed(String problem) {
        return new SecretsException(new SecretsFailure.ConfigMalformed(name, problem));
    }

    private EncryptionPlan plan(YamlMap rule, KeyTexts texts, Map<String, String> context) {
        return new EncryptionPlan(
                new RuleKeys(texts, context).groups(rule),
                number(rule, "shamir_threshold", 0),
                selection(rule),
                RuleKeys.text(rule, "mac_only_encrypted").equals("true"));
    }

    private Optional<Selection> selection(YamlMap rule) {
        var stated = Arrays.stream(Selection.Rule.values())
                .filter(kind -> !RuleKeys.text(rule, kind.key()).isEmpty())
                .map(kind -> new Selection(kind, RuleKeys.text(rule, kind.key())))
                .toList();
        if (stated.size() > 1) {
            throw malformed("line " + rule.line() + ": the rule has both "
                    + stated.get(0).rule().key() + " and "
                    + stated.get(1).rule().key()
                    + "; only one may say what is encrypted");
        }
        return stated.stream().findFirst();
    }

    private static int number(YamlMap map, String key, int otherwise) {
        String text = RuleKeys.text(map, key);
        try {
            return text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is not a number");
        }
    }

    /** How files are laid out. */
    public Outcome<Indents> indents() {
        try {
            int yaml = indent("yaml", 0);
            return new Outcome.Done<>(new Indents(
                    yaml == 0 ? Indents.DEFAULT.yaml() : yaml, indent("json", -1), indent("json_binary", -1)));
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused<>(
                    new SecretsFailure.ConfigMalformed(name, "stores: " + String.valueOf(e.getMessage())));
        }
    }

    private int indent(String store, int otherwise) {
        return content.get("stores") instanceof YamlMap stores && stores.get(store) instanceof YamlMap map
                ? number(map, "indent", otherwise)
                : otherwise;
    }
}
