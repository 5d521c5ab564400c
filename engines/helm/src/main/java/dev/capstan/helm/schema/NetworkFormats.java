package dev.capstan.helm.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats of addresses. */
final class NetworkFormats {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2}).{0,2}", Pattern.DOTALL);
    private static final String LOCAL_PART = ".!#$%&'*+-/=?^_`{|}~";

    private NetworkFormats() {}

    static Optional<String> ipv4(String text) {
        String[] groups = text.split("\\.", -1);
        if (groups.length != 4) {
            return Optional.of("expected four decimals");
        }
        for (String group : groups) {
            if (group.length() > 1 && group.startsWith("0")) {
                return Optional.of("leading zeros");
            }
            if (!group.matches("[+-]?[0-9]+")) {
                return Optional.of("strconv.Atoi: parsing " + SchemaText.doubleQuote(group) + ": invalid syntax");
            }
            if (!group.matches("\\+?[0-9]{1,3}") || Integer.parseInt(group) > 255) {
                return Optional.of("decimal must be between 0 and 255");
            }
        }
        return Optional.empty();
    }

    static Optional<String> ipv6(String text) {
        if (!text.contains(":")) {
            return Optional.of("missing colon");
        }
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        Optional<String> wrong = ipv6Address(address);
        if (wrong.isPresent()) {
            return wrong.map(why -> "ParseAddr(" + SchemaText.doubleQuote(text) + "): " + why);
        }
        return zone < 0 ? Optional.empty() : Optional.of("zone id is not a part of ipv6 address");
    }

    private static Optional<String> ipv6Address(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return Optional.of("multiple :: in address (at "
                    + SchemaText.doubleQuote(address.substring(address.indexOf("::", gap + 1) + 1)) + ")");
        }
        int groups = 0;
        int start = 0;
        String[] parts = address.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            String rest = address.substring(start);
            start += part.length() + 1;
            boolean isEdge = part.isEmpty() && gap >= 0;
            if (isEdge) {
                continue;
            }
            if (i == parts.length - 1 && part.contains(".")) {
                if (ipv4(part).isPresent()) {
                    return Optional.of("unable to parse IP");
                }
                groups += 2;
                continue;
            }
            if (part.isEmpty()) {
                return Optional.of("each colon-separated field must have at least one digit (at "
                        + SchemaText.doubleQuote(":") + ")");
            }
            if (part.matches("[0-9A-Fa-f]{5,}")) {
                return Optional.of("each group must have 4 or less digits (at " + SchemaText.doubleQuote(rest) + ")");
            }
            if (!part.matches("[0-9A-Fa-f]{1,4}")) {
                String odd = rest.replaceFirst("^[0-9A-Fa-f]*", "");
                return Optional.of(
                        odd.equals(rest)
                                ? "each colon-separated field must have at least one digit (at "
                                        + SchemaText.doubleQuote(rest) + ")"
                                : "unexpected character, want colon (at " + SchemaText.doubleQuote(odd) + ")");
            }
            groups++;
        }
        if (groups > 8) {
            return Optional.of("trailing garbage after address");
        }
        return groups == 8 && gap < 0 || groups < 8 && gap >= 0
                ? Optional.empty()
                : Optional.of(
                        gap >= 0 ? "the :: must expand to at least one field of zeros" : "address string too short");
    }

    static Optional<String> hostname(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.length() > 253) {
            return Optional.of("more than 253 characters long");
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > 63) {
                return Optional.of("label must be 1 to 63 characters long");
            }
            if (label.startsWith("-")) {
                return Optional.of("label starts with hyphen");
            }
            if (label.endsWith("-")) {
                return Optional.of("label ends with hyphen");
            }
            for (int c : label.codePoints().toArray()) {
                if (!Formats.isLetter(c) && !Formats.isDigit(c) && c != '-') {
                    return Optional.of("invalid character " + Formats.character(c));
                }
            }
        }
        return Optional.empty();
    }

    static Optional<String> email(String text) {
        if (text.length() > 254) {
            return Optional.of("more than 255 characters long");
        }
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return Optional.of("missing @");
        }
        String local = text.substring(0, at);
        String domain = text.substring(at + 1);
        if (local.length() > 64) {
            return Optional.of("local part more than 64 characters long");
        }
        Optional<String> wrong = localPart(local);
        if (wrong.isPresent()) {
            return wrong;
        }
        if (domain.startsWith("[") && domain.endsWith("]")) {
            String address = domain.substring(1, domain.length() - 1);
            return address.startsWith("IPv6:")
                    ? ipv6(address.substring(5)).map(why -> "invalid ipv6 address: " + why)
                    : ipv4(address).map(why -> "invalid ipv4 address: " + why);
        }
        return hostname(domain).map(why -> "invalid domain: " + why);
    }

    private static Optional<String> localPart(String local) {
        if (local.length() > 1 && local.startsWith("\"") && local.endsWith("\"")) {
            String inner = local.substring(1, local.length() - 1);
            return inner.contains("\\") || inner.contains("\"")
                    ? Optional.of("backslash and quote are not allowed within quoted local part")
                    : Optional.empty();
        }
        if (local.startsWith(".")) {
            return Optional.of("starts with dot");
        }
        if (local.endsWith(".")) {
            return Optional.of("ends with dot");
        }
        if (local.contains("..")) {
            return Optional.of("consecutive dots");
        }
        for (int c : local.codePoints().toArray()) {
            if (!Formats.isLetter(c) && !Formats.isDigit(c) && LOCAL_PART.indexOf(c) < 0) {
                return Optional.of("invalid character " + Formats.character(c));
            }
        }
        return Optional.empty();
    }

    static Optional<String> uri(String text) {
        return url(text).or(() -> SCHEME.matcher(text).matches() ? Optional.empty() : Optional.of("relative url"));
    }

    static Optional<String> uriReference(String text) {
        return text.contains("\\") ? Optional.of("contains \\") : url(text);
    }

    static Optional<String> uriTemplate(String text) {
        Optional<String> wrong = url(text);
        if (wrong.isPresent()) {
            return wrong;
        }
        int open = 0;
        for (int c : text.codePoints().toArray()) {
            if (c == '{' && ++open > 1 || c == '}' && --open < 0) {
                return Optional.of("nested curly braces");
            }
        }
        return open == 0 ? Optional.empty() : Optional.of("no matching closing brace");
    }

    private static Optional<String> url(String text) {
        return urlProblem(text).map(why -> "parse " + SchemaText.doubleQuote(text) + ": " + why);
    }

    /** What Go says of a text that is not a URL; empty when it is one. */
    static Optional<String> urlProblem(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            return Optional.of("net/url: invalid control character in URL");
        }
        if (text.startsWith(":")) {
            return Optional.of("missing protocol scheme");
        }
        Matcher scheme = SCHEME.matcher(text);
        String rest = scheme.matches() ? scheme.group(2) : text;
        int hash = rest.indexOf('#');
        String beforeHash = hash < 0 ? rest : rest.substring(0, hash);
        int question = beforeHash.indexOf('?');
        String path = question < 0 ? beforeHash : beforeHash.substring(0, question);
        if (!scheme.matches()) {
            int slash = path.indexOf('/');
            String first = slash < 0 ? path : path.substring(0, slash);
            if (first.contains(":")) {
                return Optional.of("first path segment in URL cannot contain colon");
            }
        }
        Matcher escape = BAD_ESCAPE.matcher(path + (hash < 0 ? "" : rest.substring(hash)));
        if (escape.find()) {
            return Optional.of("invalid URL escape " + SchemaText.doubleQuote(escape.group()));
        }
        if (path.startsWith("//")) {
            int end = path.indexOf('/', 2);
            String authority = end < 0 ? path.substring(2) : path.substring(2, end);
            String host = authority.substring(authority.lastIndexOf('@') + 1);
            int space = host.indexOf(' ');
            if (space >= 0) {
                return Optional.of("invalid character \" \" in host name");
            }
            int colon = host.lastIndexOf(':');
            if (colon > host.lastIndexOf(']') && !host.substring(colon + 1).matches("[0-9]*")) {
                return Optional.of("invalid port " + SchemaText.doubleQuote(host.substring(colon)) + " after host");
            }
        }
        return Optional.empty();
    }
}
