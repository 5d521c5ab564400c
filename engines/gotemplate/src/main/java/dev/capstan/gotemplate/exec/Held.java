package dev.capstan.gotemplate.exec;

/**
 * How a value is held where it was read. Go tells a value from a variable of type interface {} that holds it: elements
 * of maps and lists are such variables until a pipeline ends. And it tells a value that lies in a struct, to which a
 * pointer can be had, from a copy of it.
 */
enum Held {
    /**
     * By an interface. That shows in messages, which know its type no better; and in nil: null that is held so is a nil
     * interface, null that is not is no value at all.
     */
    BY_INTERFACE,
    /** In a struct or a slice: methods of the pointer to it are found when it is printed. */
    IN_PLACE,
    /** A constant, or what a function gave. */
    AS_COPY;

    /** How the value of a pipeline is held: interfaces are looked into. */
    Held looked() {
        return this == BY_INTERFACE ? AS_COPY : this;
    }
}
