package dev.capstan.gotemplate.sprig;

import com.google.re2j.PatternSyntaxException;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoString;

/** What Go says of expressions that it cannot read; RE2/J says nearly the same. */
final class RegexFaults {

    private RegexFaults() {}

    /** Go takes a name that is given to two groups, and RE2/J does not: without the name it is a group all the same. */
    static String withoutSecondNames(String expression, PatternSyntaxException invalid) {
        if (!invalid.getDescription().equals("duplicate capture group name")) {
            return expression;
        }
        String group = "<" + invalid.getPattern() + ">";
        int second = expression.indexOf(group, expression.indexOf(group) + 1);
        int start = expression.lastIndexOf("(?", second);
        return second < 0 || start < 0
                ? expression
                : expression.substring(0, start + 1) + expression.substring(second + group.length());
    }

    /** Bytes that are not text cannot be matched. */
    static void refuseStrayBytes(String expression) {
        for (int i = 0; i < expression.length(); i += Character.charCount(expression.codePointAt(i))) {
            if (GoString.isEscape(expression.codePointAt(i))) {
                throw new FunctionException("error parsing regexp: invalid UTF-8: `" + expression.substring(i) + "`");
            }
        }
    }

    static String message(String expression, PatternSyntaxException invalid) {
        if (invalid.getDescription().endsWith("internal error")) {
            return "error parsing regexp: unexpected ): `" + expression + "`"; // the one way to underflow its stack
        }
        String part = invalid.getPattern() == null ? expression : invalid.getPattern();
        return "error parsing regexp: " + invalid.getDescription() + ": `" + part + "`";
    }
}
