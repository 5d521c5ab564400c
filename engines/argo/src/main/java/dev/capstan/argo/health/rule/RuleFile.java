package dev.capstan.argo.health.rule;

import dev.capstan.argo.health.HealthStatus;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads files of rules: a list of blocks with the kinds that they are for ({@code kinds}, as {@code group/Kind}),
 * names for values ({@code let}), and {@code rules}. A rule has one status as its key, with the template of the
 * message, and {@code when}; only the last one has no {@code when}. Keys that are not known, names that are not
 * defined and rules that can never apply are refused.
 */
public final class RuleFile {

    private static final Limits LIMITS = new Limits(256 * 1024, 12, 100);
    private static final int MOST_RULES = 60;
    private static final int MOST_DEFINITIONS = 30;

    private RuleFile() {}

    /**
     * The rules of every kind of a file.
     *
     * @param name how messages name the file
     * @throws RuleSyntaxException when the file is not as it must be; the message names file, kind and fault
     */
    public static Map<String, KindRules> read(String name, byte[] text) throws RuleSyntaxException {
        Map<String, KindRules> byKind = new LinkedHashMap<>();
        for (YamlNode block : list(document(name, text), name)) {
            YamlMap map = map(block, name + ": a block");
            List<String> kinds = new ArrayList<>();
            for (YamlNode kind : list(map.find("kinds").orElse(YamlList.empty()), name + ": kinds")) {
                kinds.add(scalar(kind, name + ": a kind"));
            }
            if (kinds.isEmpty()) {
                throw new RuleSyntaxException(name + ": a block has no kinds");
            }
            KindRules rules = block(name + ": " + kinds.getFirst(), map, Set.of("kinds", "let", "rules"));
            for (String kind : kinds) {
                if (byKind.put(kind, rules) != null) {
                    throw new RuleSyntaxException(name + ": " + kind + " has rules twice");
                }
            }
        }
        return byKind;
    }

    /**
     * The rules of one kind, as users write them: a block without {@code kinds}, or only the list of its rules.
     *
     * @throws RuleSyntaxException as {@link #read}
     */
    public static KindRules readOne(String name, byte[] text) throws RuleSyntaxException {
        YamlNode root = document(name, text);
        YamlMap block = root instanceof YamlList ? YamlMap.of("rules", root) : map(root, name);
        return block(name, block, Set.of("let", "rules"));
    }

    private static YamlNode document(String name, byte[] text) throws RuleSyntaxException {
        try {
            List<YamlDocument> documents = YamlReader.readAll(name, text, LIMITS);
            if (documents.size() != 1) {
                throw new RuleSyntaxException(name + ": one YAML document is expected, not " + documents.size());
            }
            return documents.getFirst().root();
        } catch (YamlSyntaxException noYaml) {
            throw new RuleSyntaxException(noYaml.getMessage());
        }
    }

    private static KindRules block(String place, YamlMap block, Set<String> known) throws RuleSyntaxException {
        for (String key : block.keys()) {
            if (!known.contains(key)) {
                throw new RuleSyntaxException(place + ": the key '" + key + "' is not known");
            }
        }
        Scope scope = new Scope();
        List<Expression> definitions = new ArrayList<>();
        YamlMap names = map(block.find("let").orElse(YamlMap.empty()), place + ": let");
        if (names.size() > MOST_DEFINITIONS) {
            throw new RuleSyntaxException(place + ": more than " + MOST_DEFINITIONS + " names");
        }
        for (YamlEntry entry : names.entries()) {
            String name = entry.key().text();
            String where = place + ": let " + name;
            definitions.add(located(where, () -> ExpressionParser.expression(scalar(entry.value(), where), scope)));
            located(where, () -> {
                scope.define(name);
                return name;
            });
        }
        return rules(place, list(block.find("rules").orElse(YamlList.empty()), place + ": rules"), scope, definitions);
    }

    private static KindRules rules(String place, YamlList items, Scope scope, List<Expression> definitions)
            throws RuleSyntaxException {
        if (items.isEmpty() || items.size() > MOST_RULES) {
            throw new RuleSyntaxException(place + ": there must be 1 to " + MOST_RULES + " rules");
        }
        List<HealthRule> rules = new ArrayList<>();
        Set<String> conditions = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            String where = place + ": rule " + (i + 1);
            YamlMap item = map(items.get(i), where);
            Optional<YamlNode> when = item.find("when");
            if (when.isPresent() == (i == items.size() - 1)) {
                throw new RuleSyntaxException(
                        when.isPresent()
                                ? where + ": the last rule must hold for all other objects, so it has no 'when'"
                                : where + ": without 'when', the rules behind it can never apply");
            }
            String condition = when.isPresent() ? scalar(when.get(), where) : "true";
            if (!conditions.add(condition)) {
                throw new RuleSyntaxException(where + ": can never apply, an earlier one has the same condition");
            }
            rules.add(rule(where, item, condition, scope));
        }
        return new KindRules(definitions, rules.subList(0, rules.size() - 1), rules.getLast());
    }

    private static HealthRule rule(String where, YamlMap item, String condition, Scope scope)
            throws RuleSyntaxException {
        List<String> statuses =
                item.keys().stream().filter(key -> !key.equals("when")).toList();
        Optional<HealthStatus> status =
                statuses.size() == 1 ? HealthStatus.ofWord(statuses.getFirst()) : Optional.empty();
        if (status.isEmpty()) {
            throw new RuleSyntaxException(where
                    + ": besides 'when' it must have one key, which is Healthy, Suspended, Progressing, Missing, Degraded"
                    + " or Unknown");
        }
        String message = scalar(item.find(statuses.getFirst()).orElseThrow(), where);
        return located(
                where,
                () -> new HealthRule(
                        status.get(),
                        ExpressionParser.template(message, scope),
                        ExpressionParser.expression(condition, scope)));
    }

    private static <T> T located(String where, Reading<T> reading) throws RuleSyntaxException {
        try {
            return reading.read();
        } catch (RuleSyntaxException fault) {
            throw new RuleSyntaxException(where + ": " + fault.getMessage());
        }
    }

    private static YamlList list(YamlNode node, String place) throws RuleSyntaxException {
        if (node instanceof YamlList list) {
            return list;
        }
        throw new RuleSyntaxException(place + ": a list is expected");
    }

    private static YamlMap map(YamlNode node, String place) throws RuleSyntaxException {
        if (node instanceof YamlMap map) {
            return map;
        }
        throw new RuleSyntaxException(place + ": a map is expected");
    }

    private static String scalar(YamlNode node, String place) throws RuleSyntaxException {
        if (node instanceof YamlScalar scalar) {
            return scalar.text();
        }
        throw new RuleSyntaxException(place + ": a text is expected");
    }

    private interface Reading<T> {
        T read() throws RuleSyntaxException;
    }
}
