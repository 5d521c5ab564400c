package dev.capstan.git.write;

/**
 * Who made a commit. What would end the line or the address in a commit (control characters, line separators, angle brackets) is
 * left out, so that nobody writes headers of their own; the rest is kept as it is.
 *
 * @param name may be empty
 * @param email may be empty
 */
public record Person(String name, String email) {
    private static final int LONGEST = 512;

    public Person {
        name = cleaned(name);
        email = cleaned(email);
    }

    private static String cleaned(String text) {
        var clean = new StringBuilder();
        text.codePoints().filter(Person::isKept).limit(LONGEST).forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    private static boolean isKept(int c) {
        return c != '<'
                && c != '>'
                && !Character.isISOControl(c)
                && Character.getType(c) != Character.LINE_SEPARATOR
                && Character.getType(c) != Character.PARAGRAPH_SEPARATOR
                && Character.getType(c) != Character.SURROGATE;
    }

    /** As it stands in a commit: {@code Jane Doe <jane@example.org>}. */
    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
