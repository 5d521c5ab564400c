package dev.capstan.gotemplate.sprig;

import com.google.re2j.Matcher;
import dev.capstan.gotemplate.bounds.Bounds;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replacements with {@code $1}, {@code $name} and <code>${name}</code>; unknown groups are empty. */
final class RegexTemplate {

    private RegexTemplate() {}

    static void expand(String template, Matcher match, StringBuilder out, Bounds bounds) {
        int at = 0;
        while (at < template.length()) {
            int dollar = template.indexOf('$', at);
            if (dollar < 0) {
                break;
            }
            out.append(template, at, dollar);
            at = dollar;
            if (template.startsWith("$$", at)) {
                out.append('$');
                at += 2;
                continue;
            }
            Reference reference = referenceAt(template, at);
            if (reference == null) {
                out.append('$');
                at++;
                continue;
            }
            String group = group(reference.name, match);
            bounds.growing((long) out.length() + (group == null ? 0 : group.length()));
            out.append(group == null ? "" : group);
            at = reference.end;
        }
        bounds.growing((long) out.length() + template.length());
        out.append(template, at, template.length());
    }

    private record Reference(String name, int end) {}

    private static @Nullable Reference referenceAt(String template, int dollar) {
        boolean braced = template.startsWith("{", dollar + 1);
        int from = dollar + (braced ? 2 : 1);
        int end = from;
        while (end < template.length() && isNameCharacter(template.codePointAt(end))) {
            end += Character.charCount(template.codePointAt(end));
        }
        if (end == from) {
            return null;
        }
        if (!braced) {
            return new Reference(template.substring(from, end), end);
        }
        boolean closed = template.startsWith("}", end);
        return closed ? new Reference(template.substring(from, end), end + 1) : null;
    }

    private static boolean isNameCharacter(int c) {
        return c == '_' || Character.isLetter(c) || Character.isDigit(c);
    }

    private static @Nullable String group(String name, Matcher match) {
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            boolean isShort = name.length() < 9;
            int number = isShort ? Integer.parseInt(name) : Integer.MAX_VALUE;
            boolean isNumber = name.length() == 1 || name.charAt(0) != '0';
            return isNumber && number <= match.groupCount() ? match.group(number) : null;
        }
        Map<String, Integer> names = match.pattern().namedGroups();
        Integer number = names.get(name);
        return number == null ? null : match.group(number);
    }
}
