package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.Quote;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads addresses by the rules of Go's net/url. */
final class UrlReader {

    private static final String USER_CHARACTERS = "-._:~!$&'()*+,;=%@";

    private UrlReader() {}

    /** Reads an address; fails with {@code parse "…": what is wrong}. */
    static GoUrl read(String text) {
        int hash = text.indexOf('#');
        String address = hash < 0 ? text : text.substring(0, hash);
        String fragment = hash < 0 ? "" : text.substring(hash + 1);
        try {
            GoUrl url = readAddress(address);
            if (fragment.isEmpty()) {
                return url;
            }
            return new GoUrl(
                    url.scheme(),
                    url.opaque(),
                    url.user(),
                    url.host(),
                    url.path(),
                    url.asksForNothing(),
                    url.query(),
                    UrlEscapes.unescape(fragment, UrlEscapes.Part.FRAGMENT));
        } catch (UrlEscapes.FragmentFault fault) {
            throw failed(text, fault.getMessage());
        } catch (Fault fault) {
            throw failed(address, fault.getMessage());
        }
    }

    private static FunctionException failed(String text, @Nullable String problem) {
        return new FunctionException("parse " + Quote.quote(text) + ": " + problem);
    }

    /** What is wrong with an address. */
    static class Fault extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Fault(String problem) {
            super(problem, null, false, false);
        }
    }

    private static GoUrl readAddress(String address) {
        if (address.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new Fault("net/url: invalid control character in URL");
        }
        if (address.equals("*")) {
            return new GoUrl("", "", null, "", "*", false, "", "");
        }
        int schemeEnd = schemeEnd(address);
        String scheme = address.substring(0, Math.max(schemeEnd, 0)).toLowerCase(Locale.ROOT);
        String rest = address.substring(schemeEnd + 1);
        int mark = rest.indexOf('?');
        boolean asksForNothing = mark >= 0 && mark == rest.length() - 1;
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        rest = mark < 0 ? rest : rest.substring(0, mark);
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return new GoUrl(scheme, rest, null, "", "", asksForNothing, query, "");
            }
            if (rest.split("/", 2)[0].contains(":")) {
                throw new Fault("first path segment in URL cannot contain colon");
            }
        }
        if (!rest.startsWith("//") || scheme.isEmpty() && rest.startsWith("///")) {
            String path = UrlEscapes.unescape(rest, UrlEscapes.Part.PATH);
            return new GoUrl(scheme, "", null, "", path, asksForNothing, query, "");
        }
        int slash = rest.indexOf('/', 2);
        String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
        int at = authority.lastIndexOf('@');
        String host = host(authority.substring(at + 1));
        String user = at < 0 ? null : user(authority.substring(0, at));
        String path = UrlEscapes.unescape(slash < 0 ? "" : rest.substring(slash), UrlEscapes.Part.PATH);
        return new GoUrl(scheme, "", user, host, path, asksForNothing, query, "");
    }

    /** The place of the colon after the scheme, or -1 when there is no scheme. */
    private static int schemeEnd(String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean isInner = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
            if (c == ':') {
                if (i == 0) {
                    throw new Fault("missing protocol scheme");
                }
                return i;
            }
            if (!isLetter && (!isInner || i == 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static String host(String text) {
        if (text.startsWith("[")) {
            int bracket = text.lastIndexOf(']');
            if (bracket < 0) {
                throw new Fault("missing ']' in host");
            }
            checkPort(text.substring(bracket + 1));
            int zone = text.substring(0, bracket).indexOf("%25");
            if (zone >= 0) {
                return UrlEscapes.unescape(text.substring(0, zone), UrlEscapes.Part.HOST)
                        + UrlEscapes.unescape(text.substring(zone, bracket), UrlEscapes.Part.ZONE)
                        + UrlEscapes.unescape(text.substring(bracket), UrlEscapes.Part.HOST);
            }
        } else if (text.indexOf(':') >= 0) {
            checkPort(text.substring(text.lastIndexOf(':')));
        }
        return UrlEscapes.unescape(text, UrlEscapes.Part.HOST);
    }

    private static void checkPort(String text) {
        if (!GoUrl.isPort(text)) {
            throw new Fault("invalid port " + Quote.quote(text) + " after host");
        }
    }

    /** Name and password with the escapes that they need, which may be others than they had. */
    private static String user(String text) {
        boolean valid =
                text.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c) || USER_CHARACTERS.indexOf(c) >= 0);
        if (!valid) {
            throw new Fault("net/url: invalid userinfo");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return normalized(text);
        }
        return normalized(text.substring(0, colon)) + ":" + normalized(text.substring(colon + 1));
    }

    private static String normalized(String text) {
        return UrlEscapes.escape(UrlEscapes.unescape(text, UrlEscapes.Part.USER), UrlEscapes.Part.USER);
    }
}
