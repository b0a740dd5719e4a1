package lifeboat.controller.operation;

/** Is told how an operation goes. */
@FunctionalInterface
public interface OperationListener {

    /**
     * Takes the operation as it is, each time later than before; called by one thread at a time,
     * without a lock. Must return soon.
     */
    void changed(Operation operation);
}
