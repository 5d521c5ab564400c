package dev.capstan.gotemplate.sprig;

/**
 * A piece of one of Go's time layouts, which spell out how Monday, January 2, 2006, at 15:04:05 in MST looks.
 *
 * @param element what the piece stands for
 * @param text how the layout has it
 */
record LayoutToken(Element element, String text) {

    /** What a layout can hold. */
    enum Element {
        LITERAL,
        LONG_MONTH,
        MONTH,
        NUMBER_MONTH,
        ZERO_MONTH,
        LONG_WEEKDAY,
        WEEKDAY,
        DAY,
        UNDER_DAY,
        ZERO_DAY,
        UNDER_YEAR_DAY,
        ZERO_YEAR_DAY,
        HOUR,
        HOUR12,
        ZERO_HOUR12,
        MINUTE,
        ZERO_MINUTE,
        SECOND,
        ZERO_SECOND,
        LONG_YEAR,
        YEAR,
        UPPER_HALF,
        LOWER_HALF,
        ZONE,
        OFFSET,
        OFFSET_OR_Z,
        FRACTION,
        SHORT_FRACTION
    }
}
