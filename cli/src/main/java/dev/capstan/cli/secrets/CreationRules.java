package dev.capstan.cli.secrets;

import dev.capstan.cli.CommandFailure;
import dev.capstan.secrets.pattern.SearchPattern;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The paths of the creation rules of a configuration, in their order. */
final class CreationRules {
    private static final Pattern READ_BY_ALL =
            Pattern.compile("kustomization\\.ya?ml|Kustomization|\\.sops\\.yaml|\\.git.*|.*\\.md");
    private static final Pattern SPEAKING = Pattern.compile("(?i)secret|credential|private|sops|\\benc\\b");

    private final List<Rule> rules;

    /** @param pattern as it is written; empty for a rule that is for every path */
    private record Rule(String pattern, SearchPattern search) {
        boolean isFor(String path) {
            return search.isIn(path);
        }
    }

    private CreationRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Those of the text of a configuration that is YAML.
     *
     * @param name of the configuration, for messages
     * @throws CommandFailure when a path is not a regular expression
     */
    static CreationRules of(String name, byte[] text) {
        var rules = new ArrayList<Rule>();
        var documents = YamlReader.readAll(name, text, Limits.DEFAULT);
        if (!documents.isEmpty()
                && documents.getFirst().root() instanceof YamlMap map
                && map.get("creation_rules") instanceof YamlList list) {
            for (YamlNode item : list) {
                String pattern = item instanceof YamlMap entry ? entry.getText("path_regex") : null;
                rules.add(rule(name, item.line(), pattern == null ? "" : pattern));
            }
        }
        return new CreationRules(rules);
    }

    private static Rule rule(String name, int line, String pattern) {
        try {
            return new Rule(pattern, SearchPattern.compile(pattern));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(name + ", line " + line + ": path_regex cannot be used: " + e.getMessage());
        }
    }

    /** The pattern of the first rule for a path. */
    Optional<String> matching(String path) {
        return first(path).map(Rule::pattern);
    }

    private Optional<Rule> first(String path) {
        return rules.stream().filter(rule -> rule.isFor(path)).findFirst();
    }

    /**
     * Whether a file that is not encrypted is certainly a slip. A rule that is also for the kustomization beside the file, which nobody encrypts,
     * is only a default, unless its words say what it is for.
     */
    boolean demands(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (READ_BY_ALL.matcher(name).matches()) {
            return false;
        }
        String beside = path.substring(0, path.length() - name.length()) + "kustomization.yaml";
        return first(path)
                .filter(rule -> !rule.pattern().isEmpty())
                .filter(rule -> SPEAKING.matcher(rule.pattern()).find() || !rule.isFor(beside))
                .isPresent();
    }
}
