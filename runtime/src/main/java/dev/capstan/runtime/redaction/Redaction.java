package dev.capstan.runtime.redaction;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes credentials out of text: {@code user:password@} in addresses, secret query parameters, authorization headers, tokens of well-known
 * shapes and private keys. What it cannot know are secrets without a shape; who handles such a value keeps it out of messages.
 */
public final class Redaction {
    private static final String MASK = "*****";

    private static final List<Rule> RULES = List.of(
            new Rule("-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\\s\\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)", MASK),
            new Rule("(?i)\\b(https?://)[^\\s/@\"'<>]{1,2048}@", "$1" + MASK + "@"),
            new Rule(
                    "\\b([a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^\\s/@:\"'<>]{0,256}:)[^\\s/@\"'<>]{1,2048}@",
                    "$1" + MASK + "@"),
            new Rule(
                    "(?i)([?&;](?:[a-z0-9_.-]{0,40}(?:token|secret|password|passwd|signature|credential|apikey|api_key|api-key)"
                            + "|sig|key|auth|code|x-amz-signature)=)[^&;#\\s\"'<>]{1,4096}",
                    "$1" + MASK),
            new Rule(
                    "(?i)\\b(authorization|proxy-authorization|x-api-key|private-token|x-gitlab-token|cookie|set-cookie)"
                            + "(\"?\\s{0,3}[:=]\\s{0,3}\"?)[^\\r\\n\"',]{1,4096}",
                    "$1$2" + MASK),
            new Rule("(?i)\\b(bearer|basic)\\s+[a-z0-9+/._~=-]{8,4096}", "$1 " + MASK),
            new Rule(
                    "(?i)\\b((?:[a-z0-9_-]{0,40}[_-])?(?:password|passwd|client_secret|access_token|refresh_token|secret_key)"
                            + "(?:\\s{0,3}=\\s{0,3}|\"\\s{0,3}:\\s{0,3})\"?)[^\\s\"',;&]{1,4096}",
                    "$1" + MASK),
            new Rule(
                    "https://hooks\\.slack\\.com/(services|workflows|triggers)/[^\\s\"'<>]{1,512}",
                    "https://hooks.slack.com/$1/" + MASK),
            new Rule("\\bgh[pousr]_[A-Za-z0-9]{16,255}\\b|\\bgithub_pat_[A-Za-z0-9_]{16,255}\\b", MASK),
            new Rule("\\bglpat-[A-Za-z0-9_-]{16,255}\\b|\\bxox[abprs]-[A-Za-z0-9-]{8,255}\\b", MASK),
            new Rule("\\bAKIA[A-Z0-9]{16}\\b", MASK),
            new Rule("\\beyJ[A-Za-z0-9_-]{8,4096}\\.eyJ[A-Za-z0-9_-]{8,8192}\\.[A-Za-z0-9_-]{0,4096}", MASK),
            new Rule("AGE-SECRET-KEY-1[A-Z0-9]{20,80}", MASK));

    private Redaction() {}

    /** The text without what looks like a credential. Text that has none comes back as it is. */
    public static String of(String text) {
        String clean = text;
        for (Rule rule : RULES) {
            clean = rule.applyTo(clean);
        }
        return clean;
    }

    private record Rule(Pattern pattern, String replacement) {
        Rule(String expression, String replacement) {
            this(Pattern.compile(expression), replacement);
        }

        String applyTo(String text) {
            return pattern.matcher(text).replaceAll(replacement);
        }
    }
}
