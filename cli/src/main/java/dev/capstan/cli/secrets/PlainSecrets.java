package dev.capstan.cli.secrets;

import dev.capstan.cli.secrets.SecretFinding.Kind;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what looks like a secret in a file that is not encrypted. What is found is named by its place, and never quoted. */
final class PlainSecrets {
    private static final Map<String, Pattern> TOKENS = tokens();
    private static final Pattern VARIABLE = Pattern.compile("(?:\\$\\{[^}]*\\}|\\{\\{[^}]*\\}\\}|<[^>]*>)*");
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(?:password|passwd|passphrase|secret|token|api_?key|private_?key|credential).*");
    private static final String ENCRYPTED = "ENC[AES256_GCM,";

    private PlainSecrets() {}

    private static Map<String, Pattern> tokens() {
        var tokens = new LinkedHashMap<String, Pattern>();
        tokens.put("a private key", Pattern.compile("-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"));
        tokens.put("a private key of age", Pattern.compile("AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{50}"));
        tokens.put("an access key of AWS", Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"));
        tokens.put(
                "a token of GitHub", Pattern.compile("\\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{50})"));
        tokens.put("a token of GitLab", Pattern.compile("\\bglpat-[0-9A-Za-z_-]{20}"));
        tokens.put("a token of Slack", Pattern.compile("\\bxox[abprs]-[0-9A-Za-z-]{20}"));
        return tokens;
    }

    /**
     * What is found.
     *
     * @param name of the file
     */
    static List<SecretFinding> in(String name, byte[] bytes) {
        var findings = new ArrayList<SecretFinding>();
        if (isStructured(name)) {
            findings.addAll(manifests(name, bytes, false));
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        TOKENS.forEach((what, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                findings.add(
                        new SecretFinding(Kind.PLAIN_KEY, lineOf(text, matcher.start()), "this looks like " + what));
            }
        });
        if (name.endsWith(".env")) {
            findings.addAll(variables(text));
        }
        return List.copyOf(findings);
    }

    /** Secrets in an encrypted file of which values are not encrypted. */
    static List<SecretFinding> leftPlain(String name, byte[] bytes) {
        return isStructured(name) ? manifests(name, bytes, true) : List.of();
    }

    private static boolean isStructured(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private static int lineOf(String text, int place) {
        return (int) text.substring(0, place).chars().filter(c -> c == '\n').count() + 1;
    }

    private static List<SecretFinding> variables(String text) {
        var findings = new ArrayList<SecretFinding>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            if (equals > 0
                    && !lines[i].startsWith("#")
                    && SECRET_NAME.matcher(lines[i].substring(0, equals)).matches()
                    && isValue(lines[i].substring(equals + 1).strip())) {
                findings.add(new SecretFinding(
                        Kind.PLAIN_SECRET,
                        i + 1,
                        lines[i].substring(0, equals).strip() + " has a value in plain text"));
            }
        }
        return findings;
    }

    /** Whether there is something that is not only a variable to be replaced. */
    private static boolean isValue(String text) {
        String bare = text.replace("\"", "").replace("'", "");
        return !bare.isEmpty() && !VARIABLE.matcher(bare).matches();
    }

    private static List<SecretFinding> manifests(String name, byte[] bytes, boolean isEncrypted) {
        var findings = new ArrayList<SecretFinding>();
        try {
            for (YamlDocument document : YamlReader.readAll(name, bytes, Limits.DEFAULT)) {
                look(document.root(), isEncrypted, findings);
            }
        } catch (YamlSyntaxException e) {
            return findings; // a template, or no manifest at all
        }
        return findings;
    }

    private static void look(YamlNode node, boolean isEncrypted, List<SecretFinding> findings) {
        if (!(node instanceof YamlMap object)) {
            return;
        }
        if (object.get("items") instanceof YamlList items
                && String.valueOf(object.getText("kind")).endsWith("List")) {
            items.forEach(item -> look(item, isEncrypted, findings));
        } else if ("Secret".equals(object.getText("kind")) && "v1".equals(object.getText("apiVersion"))) {
            secret(object, isEncrypted, findings);
        } else if ("Kustomization".equals(object.getText("kind"))
                && object.get("secretGenerator") instanceof YamlList generators) {
            generators.forEach(generator -> literals(generator, findings));
        }
    }

    private static void secret(YamlMap object, boolean isEncrypted, List<SecretFinding> findings) {
        for (String field : List.of("data", "stringData")) {
            if (!(object.get(field) instanceof YamlMap values)) {
                continue;
            }
            for (String key : values.keys()) {
                if (values.get(key) instanceof YamlScalar value
                        && !value.isNull()
                        && isValue(value.text())
                        && !(isEncrypted && value.text().startsWith(ENCRYPTED))) {
                    findings.add(new SecretFinding(
                            isEncrypted ? Kind.PLAIN_VALUE : Kind.PLAIN_SECRET,
                            value.line(),
                            "the Secret " + named(object) + " has " + field + "." + key + " in plain text"));
                    break;
                }
            }
        }
    }

    private static String named(YamlMap object) {
        String name = object.get("metadata") instanceof YamlMap metadata ? metadata.getText("name") : null;
        return name == null ? "without a name" : name;
    }

    private static void literals(YamlNode generator, List<SecretFinding> findings) {
        if (generator instanceof YamlMap map
                && map.get("literals") instanceof YamlList literals
                && !literals.isEmpty()) {
            findings.add(
                    new SecretFinding(Kind.PLAIN_SECRET, map.line(), "a secretGenerator has literals in plain text"));
        }
    }
}
