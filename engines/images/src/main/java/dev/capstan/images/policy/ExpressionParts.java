package dev.capstan.images.policy;

/** Where parts of an expression of RE2 end within which brackets mean nothing. */
final class ExpressionParts {
    private ExpressionParts() {}

    /** Behind an escape; {@code \Q} reaches to {@code \E}, and what stands in braces behind some letters belongs to them. */
    static int endOfEscape(String expression, int begin) {
        boolean hasBraces = begin + 1 < expression.length()
                && "pPx".indexOf(expression.charAt(begin + 1)) >= 0
                && expression.startsWith("{", begin + 2);
        if (hasBraces) {
            int brace = expression.indexOf('}', begin);
            return brace < 0 ? expression.length() : brace + 1;
        }
        if (!expression.startsWith("\\Q", begin)) {
            return begin + 2;
        }
        int end = expression.indexOf("\\E", begin);
        return end < 0 ? expression.length() : end + 2;
    }

    /** Behind a class of characters; a bracket right at its beginning is one of the characters. */
    static int endOfClass(String expression, int begin) {
        int at = begin + (expression.startsWith("^", begin + 1) ? 2 : 1);
        at += expression.startsWith("]", at) ? 1 : 0;
        while (at < expression.length() && expression.charAt(at) != ']') {
            int named = expression.startsWith("[:", at) ? expression.indexOf(":]", at) : -1;
            at = named >= 0 ? named + 2 : at + (expression.charAt(at) == '\\' ? 2 : 1);
        }
        return at + 1;
    }
}
