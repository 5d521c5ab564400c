package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.sprig.LayoutToken.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes layouts apart. */
final class TimeLayout {

    private static final String[] OFFSETS = {"070000", "07:00:00", "0700", "07:00", "07"};

    private final String layout;

    private TimeLayout(String layout) {
        this.layout = layout;
    }

    /** The pieces in order; literal text between two others is one piece. */
    static List<LayoutToken> tokens(String layout) {
        TimeLayout reader = new TimeLayout(layout);
        List<LayoutToken> tokens = new ArrayList<>();
        int literal = 0;
        int at = 0;
        while (at < layout.length()) {
            LayoutToken token = reader.at(at);
            if (token == null) {
                at++;
                continue;
            }
            if (at > literal) {
                tokens.add(new LayoutToken(Element.LITERAL, layout.substring(literal, at)));
            }
            tokens.add(token);
            at += token.text().length();
            literal = at;
        }
        if (at > literal) {
            tokens.add(new LayoutToken(Element.LITERAL, layout.substring(literal)));
        }
        return tokens;
    }

    private @Nullable LayoutToken at(int at) {
        return switch (layout.charAt(at)) {
            case 'J' -> name(at, "January", Element.LONG_MONTH, "Jan", Element.MONTH);
            case 'M' -> {
                LayoutToken day = name(at, "Monday", Element.LONG_WEEKDAY, "Mon", Element.WEEKDAY);
                yield day == null ? word(at, "MST", Element.ZONE) : day;
            }
            case '0' -> zero(at);
            case '1' -> is(at, "15") ? token(at, 2, Element.HOUR) : token(at, 1, Element.NUMBER_MONTH);
            case '2' -> is(at, "2006") ? token(at, 4, Element.LONG_YEAR) : token(at, 1, Element.DAY);
            case '_' -> underscore(at);
            case '3' -> token(at, 1, Element.HOUR12);
            case '4' -> token(at, 1, Element.MINUTE);
            case '5' -> token(at, 1, Element.SECOND);
            case 'P' -> word(at, "PM", Element.UPPER_HALF);
            case 'p' -> word(at, "pm", Element.LOWER_HALF);
            case '-' -> offset(at, Element.OFFSET);
            case 'Z' -> offset(at, Element.OFFSET_OR_Z);
            case '.', ',' -> fraction(at);
            default -> null;
        };
    }

    private boolean is(int at, String text) {
        return layout.startsWith(text, at);
    }

    private LayoutToken token(int at, int length, Element element) {
        return new LayoutToken(element, layout.substring(at, at + length));
    }

    private @Nullable LayoutToken word(int at, String word, Element element) {
        return is(at, word) ? token(at, word.length(), element) : null;
    }

    /** A short name followed by a small letter is just text. */
    private @Nullable LayoutToken name(int at, String full, Element fullElement, String brief, Element briefElement) {
        if (!is(at, brief)) {
            return null;
        }
        if (is(at, full)) {
            return token(at, full.length(), fullElement);
        }
        int next = at + brief.length();
        boolean goesOn = next < layout.length() && layout.charAt(next) >= 'a' && layout.charAt(next) <= 'z';
        return goesOn ? null : token(at, brief.length(), briefElement);
    }

    private @Nullable LayoutToken zero(int at) {
        if (is(at, "002")) {
            return token(at, 3, Element.ZERO_YEAR_DAY);
        }
        if (at + 1 == layout.length()) {
            return null;
        }
        return switch (layout.charAt(at + 1)) {
            case '1' -> token(at, 2, Element.ZERO_MONTH);
            case '2' -> token(at, 2, Element.ZERO_DAY);
            case '3' -> token(at, 2, Element.ZERO_HOUR12);
            case '4' -> token(at, 2, Element.ZERO_MINUTE);
            case '5' -> token(at, 2, Element.ZERO_SECOND);
            case '6' -> token(at, 2, Element.YEAR);
            default -> null;
        };
    }

    private @Nullable LayoutToken underscore(int at) {
        if (is(at, "_2006")) {
            return null; // an underscore, then a year
        }
        if (is(at, "_2")) {
            return token(at, 2, Element.UNDER_DAY);
        }
        return is(at, "__2") ? token(at, 3, Element.UNDER_YEAR_DAY) : null;
    }

    private @Nullable LayoutToken offset(int at, Element element) {
        for (String form : OFFSETS) {
            if (is(at + 1, form)) {
                return token(at, 1 + form.length(), element);
            }
        }
        return null;
    }

    private @Nullable LayoutToken fraction(int at) {
        int end = at + 1;
        if (end == layout.length()) {
            return null;
        }
        char digit = layout.charAt(end);
        if (digit != '0' && digit != '9') {
            return null;
        }
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean goesOn = end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9';
        return goesOn ? null : token(at, end - at, digit == '0' ? Element.FRACTION : Element.SHORT_FRACTION);
    }
}
