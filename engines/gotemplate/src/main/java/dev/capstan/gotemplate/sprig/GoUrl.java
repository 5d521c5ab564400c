package dev.capstan.gotemplate.sprig;

import org.jspecify.annotations.Nullable;

/**
 * An address as Go's net/url takes it apart.
 *
 * @param opaque what follows the scheme when no slash does
 * @param user {@code name} or {@code name:password}, with escapes; null when there is none
 * @param host with its port, without escapes
 * @param path without escapes
 * @param asksForNothing whether it ended in a question mark
 * @param query as it was written
 * @param fragment without escapes
 */
record GoUrl(
        String scheme,
        String opaque,
        @Nullable String user,
        String host,
        String path,
        boolean asksForNothing,
        String query,
        String fragment) {

    GoUrl withUser(@Nullable String other) {
        return new GoUrl(scheme, opaque, other, host, path, asksForNothing, query, fragment);
    }

    /** The host without port and brackets. */
    String hostname() {
        int colon = host.lastIndexOf(':');
        String name = colon >= 0 && isPort(host.substring(colon)) ? host.substring(0, colon) : host;
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    /** Nothing, or a colon and digits. */
    static boolean isPort(String text) {
        return text.isEmpty() || text.startsWith(":") && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (!scheme.isEmpty()) {
            out.append(scheme).append(':');
        }
        if (opaque.isEmpty()) {
            appendHierarchy(out);
        } else {
            out.append(opaque);
        }
        if (asksForNothing || !query.isEmpty()) {
            out.append('?').append(query);
        }
        if (!fragment.isEmpty()) {
            out.append('#').append(UrlEscapes.escape(fragment, UrlEscapes.Part.FRAGMENT));
        }
        return out.toString();
    }

    private void appendHierarchy(StringBuilder out) {
        boolean hasAuthority = !host.isEmpty() || user != null;
        if ((!scheme.isEmpty() || hasAuthority) && (hasAuthority || !path.isEmpty())) {
            out.append("//");
            if (user != null) {
                out.append(user).append('@');
            }
            out.append(UrlEscapes.escape(host, UrlEscapes.Part.HOST));
        }
        String escaped = path.equals("*") ? path : UrlEscapes.escape(path, UrlEscapes.Part.PATH);
        if (!escaped.isEmpty() && escaped.charAt(0) != '/' && !host.isEmpty()) {
            out.append('/');
        }
        if (out.isEmpty() && escaped.split("/", 2)[0].contains(":")) {
            out.append("./");
        }
        out.append(escaped);
    }
}
