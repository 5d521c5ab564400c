package dev.capstan.forge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ForgeLogin;
import java.util.ArrayList;
import java.util.List;

/** What forges say of an error, on one short line in which no credentials are left. */
final class ForgeWords {
    private static final int LONGEST = 300;
    private static final List<String> FIELDS = List.of(
            "message", "error_description", "error", "errors", "detail", "summaryMessage", "vetoes", "field", "code");

    private ForgeWords() {}

    static String of(JsonNode body, ForgeLogin login) {
        var words = new ArrayList<String>();
        collect(body, words, 0);
        String line = String.join("; ", words.stream().distinct().toList())
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        for (String secret : login.secrets()) {
            line = secret.isBlank() ? line : line.replace(secret, "***");
        }
        line = line.replaceAll("://[^/@\\s]*@", "://***@").replaceAll("\\?\\S*=\\S*", "?***");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** GitHub, GitLab, Gitea and both kinds of Bitbucket put their words in texts, lists and objects below a few names. */
    private static void collect(JsonNode node, List<String> words, int depth) {
        if (depth > 6 || words.size() > 10) {
            return;
        }
        if (node.isTextual()) {
            if (!node.textValue().isBlank()) {
                words.add(node.textValue());
            }
        } else if (node.isArray()) {
            node.forEach(each -> collect(each, words, depth + 1));
        } else if (node.isObject()) {
            boolean isKnown = false;
            for (String field : FIELDS) {
                if (node.has(field)) {
                    isKnown = true;
                    collect(node.get(field), words, depth + 1);
                }
            }
            if (!isKnown && depth > 0) {
                // GitLab names fields: {"title": ["is too long"]}.
                node.properties().forEach(each -> collectOfField(each.getKey(), each.getValue(), words, depth));
            }
        }
    }

    private static void collectOfField(String name, JsonNode value, List<String> words, int depth) {
        var own = new ArrayList<String>();
        collect(value, own, depth + 1);
        own.forEach(word -> words.add(name + " " + word));
    }
}
