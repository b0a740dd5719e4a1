package lifeboat.controller.fleet;

/** Which part a host plays. */
public enum Role {
    /** It carries a service and the volumes of recovery plans. */
    MASTER,
    /** It only reports. */
    SLAVE
}
