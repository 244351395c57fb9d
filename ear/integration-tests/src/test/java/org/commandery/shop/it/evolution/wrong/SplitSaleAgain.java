package org.commandery.shop.it.evolution.wrong;

import org.commandery.application.BoundedContext;
import org.commandery.shop.it.evolution.SplitSale;

/** Takes the same form as the class that it extends. */
@BoundedContext("delivery")
public class SplitSaleAgain extends SplitSale {}
