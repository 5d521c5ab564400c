package dev.capstan.application.compare;

/** Whether owners of objects still exist; the marks of one that is gone mean nothing. */
@FunctionalInterface
public interface LivingOwners {
    /** Whether it exists and is not being deleted. When that cannot be told, it is. */
    boolean isAlive(ForeignOwner owner);
}
