package dev.capstan.yaml;

/** Reads text in quotes, by the rules of YAML and of JSON. */
final class QuotedScalars {
    private final Scanner in;
    private final TextBuffer out;

    QuotedScalars(Scanner in) {
        this.in = in;
        this.out = in.buffer;
    }

    /** Reads a scalar in single or double quotes, from its opening quote past the closing one. */
    String yaml() {
        int openLine = in.line;
        int openColumn = in.markColumn();
        byte quote = in.bytes[in.pos];
        in.pos++;
        int start = in.pos;
        int p = in.pos;
        in.multiLine = false;
        while (true) {
            byte b = in.bytes[p];
            if (b == quote) {
                if (quote == '\'' && in.bytes[p + 1] == '\'') {
                    break;
                }
                in.pos = p + 1;
                in.endToken();
                return in.pool.string(in.bytes, start, p);
            }
            if (b == '\n' || b == 0 || b == '\\' && quote == '"') {
                break;
            }
            p++;
        }
        out.clear();
        out.append(in.bytes, start, p);
        in.pos = p;
        quotedRest(quote, openLine, openColumn);
        in.multiLine = in.line != openLine;
        in.endToken();
        return out.text();
    }

    /** Reads a string by the rules of JSON, from its opening quote past the closing one. */
    String json() {
        int openColumn = in.markColumn();
        in.pos++;
        int start = in.pos;
        int p = in.pos;
        while (in.bytes[p] != '"' && in.bytes[p] != '\\' && (in.bytes[p] >= ' ' || in.bytes[p] < 0)) {
            p++;
        }
        if (in.bytes[p] == '"') {
            in.pos = p + 1;
            return in.pool.string(in.bytes, start, p);
        }
        out.clear();
        out.append(in.bytes, start, p);
        in.pos = p;
        while (in.bytes[in.pos] != '"') {
            byte b = in.bytes[in.pos];
            if (b == 0 || b == '\n') {
                throw in.fail(in.line, openColumn, "this quote is never closed", "add the closing quote");
            }
            if (b > 0 && b < ' ') {
                throw in.fail("a control character must not stand in text", "write it as an escape");
            }
            if (b == '\\') {
                jsonEscape();
            } else {
                out.append(b);
                in.pos++;
            }
        }
        in.pos++;
        return out.text();
    }

    private void jsonEscape() {
        byte code = in.bytes[in.pos + 1];
        int value = switch (code) {
            case '"', '\\', '/' -> code;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimalOrHalf();
            default -> throw in.fail("\\" + (char) (code & 0x7F) + " is not an escape of JSON", "");
        };
        in.pos += code == 'u' ? 6 : 2;
        boolean high = Character.MIN_HIGH_SURROGATE <= value && value <= Character.MAX_HIGH_SURROGATE;
        if (high && in.bytes[in.pos] == '\\' && in.bytes[in.pos + 1] == 'u') {
            int low = hexadecimalOrHalf();
            if (low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE) {
                in.pos += 6;
                out.appendCharacter(Character.toCodePoint((char) value, (char) low));
                return;
            }
        }
        out.appendCharacter(value >= 0xD800 && value <= 0xDFFF ? 0xFFFD : value);
    }

    private int hexadecimalOrHalf() {
        return (int) digits(4);
    }

    private void quotedRest(byte quote, int openLine, int openColumn) {
        while (true) {
            byte b = in.bytes[in.pos];
            if (b == quote) {
                in.pos++;
                if (quote != '\'' || in.bytes[in.pos] != '\'') {
                    return;
                }
                out.append(b);
                in.pos++;
            } else if (b == 0) {
                throw in.fail(openLine, openColumn, "this quote is never closed", "add the closing quote")
                        .withGoText(GoYamlFault.ofScanner("found unexpected end of stream", in.line));
            } else if (b == '\n') {
                foldQuoted(openLine, openColumn);
            } else if (b == '\\' && quote == '"') {
                escape(openLine, openColumn);
            } else {
                out.append(b);
                in.pos++;
            }
        }
    }

    private void foldQuoted(int openLine, int openColumn) {
        out.trimBlanks();
        int breaks = in.toContinuation();
        refuseMarker(openLine, openColumn);
        out.appendFold(breaks);
    }

    private void refuseMarker(int openLine, int openColumn) {
        if (in.atDocumentMarker()) {
            throw in.fail(
                            openLine,
                            openColumn,
                            "this quote is not closed before the document ends on line " + in.line,
                            "add the closing quote")
                    .withGoText(GoYamlFault.ofScanner("found unexpected document indicator", in.line));
        }
    }

    private void escape(int openLine, int openColumn) {
        byte code = in.bytes[in.pos + 1];
        if (code == '\n') {
            in.pos++;
            int breaks = in.toContinuation();
            refuseMarker(openLine, openColumn);
            out.appendLineFeeds(breaks - 1);
            out.keep();
            return;
        }
        int digits = 0;
        int value = switch (code) {
            case '0' -> 0;
            case 'a' -> 0x07;
            case 'b' -> 0x08;
            case 't', '\t' -> 0x09;
            case 'n' -> 0x0A;
            case 'v' -> 0x0B;
            case 'f' -> 0x0C;
            case 'r' -> 0x0D;
            case 'e' -> 0x1B;
            case ' ', '"', '\'', '\\', '/' -> code;
            case 'N' -> 0x85;
            case '_' -> 0xA0;
            case 'L' -> 0x2028;
            case 'P' -> 0x2029;
            case 'x' -> {
                digits = 2;
                yield 0;
            }
            case 'u' -> {
                digits = 4;
                yield 0;
            }
            case 'U' -> {
                digits = 8;
                yield 0;
            }
            default ->
                throw in.fail(
                                "\\" + (char) (code & 0x7F) + " is not an escape of YAML",
                                "write \\\\ for a backslash, or use single quotes")
                        .withGoText(GoYamlFault.ofScanner("found unknown escape character", in.line));
        };
        if (digits > 0) {
            value = hexadecimal(digits);
        }
        in.pos += 2 + digits;
        out.appendCharacter(value);
        out.keep();
    }

    private int hexadecimal(int digits) {
        long value = digits(digits);
        if (value > 0x10FFFF || value >= 0xD800 && value <= 0xDFFF) {
            throw in.fail("the escape does not name a character", "write the character itself")
                    .withGoText(GoYamlFault.ofScanner("found invalid Unicode character escape code", in.line));
        }
        return (int) value;
    }

    private long digits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            byte b = in.bytes[in.pos + 2 + i];
            int digit = b < 0 ? -1 : Character.digit(b, 16);
            if (digit < 0) {
                throw in.fail("an escape needs " + count + " hexadecimal digits here", "")
                        .withGoText(GoYamlFault.ofScanner("did not find expected hexdecimal number", in.line));
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
