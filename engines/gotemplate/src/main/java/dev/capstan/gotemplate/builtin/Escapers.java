package dev.capstan.gotemplate.builtin;

import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts for HTML, JavaScript and URLs. */
final class Escapers {

    private static final String NO_VALUE = "<no value>";

    private Escapers() {}

    static String html(Arguments arguments, Execution run) {
        String text = text(arguments, run);
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 0 -> escaped.append('\uFFFD');
                case '"' -> escaped.append("&#34;");
                case '\'' -> escaped.append("&#39;");
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String javaScript(Arguments arguments, Execution run) {
        String text = text(arguments, run);
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\'' -> escaped.append("\\'");
                case '"' -> escaped.append("\\\"");
                case '<' -> escaped.append("\\u003C");
                case '>' -> escaped.append("\\u003E");
                case '&' -> escaped.append("\\u0026");
                case '=' -> escaped.append("\\u003D");
                default -> {
                    boolean shows = c < 0x80 ? c >= ' ' : Quote.isPrintable(c) || GoString.isEscape(c);
                    if (shows) {
                        escaped.appendCodePoint(c);
                    } else {
                        escaped.append("\\u").append(String.format(Locale.ROOT, "%04X", c));
                    }
                }
            }
        });
        return escaped.toString();
    }

    static String urlQuery(Arguments arguments, Execution run) {
        byte[] bytes = GoString.bytes(text(arguments, run));
        StringBuilder escaped = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            int c = b & 0xff;
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (isLetter || c >= '0' && c <= '9' || "-_.~".indexOf(c) >= 0) {
                escaped.append((char) c);
            } else if (c == ' ') {
                escaped.append('+');
            } else {
                escaped.append('%');
                escaped.append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                escaped.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return escaped.toString();
    }

    /** What the arguments print as. An escaped text has up to six characters for one. */
    private static String text(Arguments arguments, Execution run) {
        List<@Nullable Object> values = new ArrayList<>(arguments.size());
        for (Object value : arguments.from(0)) {
            values.add(value == null ? NO_VALUE : value);
        }
        String text = values.size() == 1
                        && values.getFirst() instanceof GoStruct only
                        && only.type().kind() == Kind.POINTER
                ? GoFormat.inPlace(only, run.bounds())
                : GoFormat.print(values, run.bounds());
        run.bounds().value(6L * text.length());
        return text;
    }
}
